// SPDX-License-Identifier: GPL-3.0-or-later
// How the champions' confidences grew, in bounded memory however long a run lasts.
#pragma once

#include "core/analysis/Statistics.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace pareidolia {

struct CurvePoint
{
    std::uint32_t generation = 0;
    std::uint64_t evaluations = 0;
    double seconds = 0; ///< of running, as the engine told it
    Statistics statistics;
};

/// A value. Keeps every generation up to `capacity` of them; after that every second, then every
/// fourth …, and always the latest.
class Curve
{
public:
    static constexpr std::size_t capacity = 4096;

    void add(const CurvePoint& point);

    /// Ascending generations.
    std::vector<CurvePoint> points() const;

    /// Generations between points.
    std::uint32_t stride() const { return m_stride; }

private:
    std::vector<CurvePoint> m_points; ///< multiples of the stride
    std::optional<CurvePoint> m_latest;
    std::uint32_t m_stride = 1;
};

} // namespace pareidolia
