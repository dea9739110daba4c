// SPDX-License-Identifier: GPL-3.0-or-later
// How one class's confidence rose, as a screen draws it.
#pragma once

#include <cstddef>
#include <vector>

namespace pareidolia {

struct ClassPoint
{
    double generation = 0;
    double evaluations = 0;
    double seconds = 0;
    double logOdds = 0;
};

/// A value. Over `capacity`, every second point is forgotten; the first and the latest stay.
class ClassHistory
{
public:
    static constexpr std::size_t capacity = 512;

    void add(const ClassPoint& point);
    const std::vector<ClassPoint>& points() const { return m_points; }

private:
    std::vector<ClassPoint> m_points;
};

} // namespace pareidolia
