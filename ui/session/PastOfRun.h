// SPDX-License-Identifier: GPL-3.0-or-later
// How the confidences of a run rose: what a session keeps of it for a screen, and what it would
// have kept, had it been there from the beginning.
#pragma once

#include "core/run/Run.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pareidolia {

struct ClassPoint
{
    double generation = 0;
    double evaluations = 0;
    double seconds = 0;
    double logOdds = 0;
};

/// Of one class, as a screen draws it. A value. Over `capacity`, every second point is forgotten;
/// the first and the latest stay.
class ClassHistory
{
public:
    static constexpr std::size_t capacity = 512;

    void add(const ClassPoint& point);
    const std::vector<ClassPoint>& points() const { return m_points; }

private:
    std::vector<ClassPoint> m_points;
};

/// Of every class: what a heat map shows, and what groups are compared with the rest by. A value,
/// as large for an hour as for a minute: over `capacity`, every second column is forgotten and from
/// then on only every second one is kept; the latest is always there.
class ConfidenceMap
{
public:
    static constexpr std::size_t capacity = 480;

    struct Column
    {
        double generation = 0;
        double evaluations = 0;
        double seconds = 0;
        std::vector<float> logOdds; ///< one a class searched for; −infinity where it had no picture
        std::uint64_t number = 0;   ///< set by `add`: the same column keeps it
    };

    void add(Column column);

    /// In the order of time.
    const std::vector<Column>& columns() const { return m_columns; }

private:
    std::vector<Column> m_columns;
    std::uint64_t m_added = 0;
    std::uint64_t m_stride = 1;
};

/// The latest point that is not after the generation, or the first; there is one.
const CurvePoint& pointAt(const std::vector<CurvePoint>& points, std::uint32_t generation);

/// One a class of the network.
std::vector<ClassHistory> historiesOf(const Run& run);

ConfidenceMap confidencesOf(const Run& run);

} // namespace pareidolia
