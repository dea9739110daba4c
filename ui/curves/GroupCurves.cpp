// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/GroupCurves.h"

#include "core/base/Quantile.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pareidolia {

namespace {

GroupCurves::Quartiles quartilesOf(std::vector<double>& values)
{
    GroupCurves::Quartiles quartiles;
    quartiles.fill(std::numeric_limits<double>::quiet_NaN());
    if (values.empty())
        return quartiles;
    std::ranges::sort(values);
    for (std::size_t q = 0; q < quartiles.size(); ++q)
        quartiles[q] = quantile(std::span<const double>(values), 0.25 * static_cast<double>(q + 1));
    return quartiles;
}

} // namespace

void GroupCurves::choose(std::vector<std::size_t> members)
{
    m_members = std::move(members);
    m_points.clear();
}

GroupCurves::Point GroupCurves::pointOf(const ConfidenceMap::Column& column) const
{
    std::vector<double> group, rest;
    for (std::size_t i = 0; i < column.logOdds.size(); ++i)
        (std::ranges::binary_search(m_members, i) ? group : rest)
            .push_back(static_cast<double>(column.logOdds[i]));
    return {.generation = column.generation,
            .evaluations = column.evaluations,
            .seconds = column.seconds,
            .group = quartilesOf(group),
            .rest = quartilesOf(rest),
            .number = column.number};
}

const std::vector<GroupCurves::Point>& GroupCurves::follow(const ConfidenceMap& confidences)
{
    std::vector<Point> points;
    auto known = m_points.begin();
    for (const ConfidenceMap::Column& column : confidences.columns()) {
        while (known != m_points.end() && known->number < column.number)
            ++known;
        const bool isKnown = known != m_points.end() && known->number == column.number;
        points.push_back(isKnown ? *known : pointOf(column));
    }
    m_points = std::move(points);
    return m_points;
}

} // namespace pareidolia
