// SPDX-License-Identifier: GPL-3.0-or-later
// A group of classes against all others: quartiles of both over the course of a run. Each point is
// computed once.
#pragma once

#include "ui/session/PastOfRun.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace pareidolia {

class GroupCurves
{
public:
    using Quartiles = std::array<double, 3>; ///< of the log-odds, ascending

    struct Point
    {
        double generation = 0;
        double evaluations = 0;
        double seconds = 0;
        Quartiles group{}, rest{};
        std::uint64_t number = 0; ///< of the column
    };

    /// `members`: indices of targets, ascending; the others are the rest.
    void choose(std::vector<std::size_t> members);

    /// Adds what is new. If the group or the rest has no class, its quartiles are NaN.
    const std::vector<Point>& follow(const ConfidenceMap& confidences);

private:
    Point pointOf(const ConfidenceMap::Column& column) const;

    std::vector<std::size_t> m_members;
    std::vector<Point> m_points;
};

} // namespace pareidolia
