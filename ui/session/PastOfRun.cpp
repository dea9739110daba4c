// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastOfRun.h"

#include <algorithm>
#include <limits>

namespace pareidolia {

const CurvePoint& pointAt(const std::vector<CurvePoint>& points, std::uint32_t generation)
{
    const auto after = std::ranges::upper_bound(points, generation, {}, &CurvePoint::generation);
    return after == points.begin() ? *after : *std::prev(after);
}

std::vector<ClassHistory> historiesOf(const Run& run)
{
    std::vector<ClassHistory> histories(run.classifier().info().classes());
    const auto points = run.curve().points();
    for (const ImprovementRecord& record : run.improvements()) {
        const CurvePoint& at = pointAt(points, record.id.generation);
        histories[record.index].add({.generation = static_cast<double>(record.id.generation),
                                     .evaluations = static_cast<double>(at.evaluations),
                                     .seconds = at.seconds,
                                     .logOdds = record.logOdds});
    }
    return histories;
}

ConfidenceMap confidencesOf(const Run& run)
{
    const auto& targets = run.search().archive().targets();
    std::vector<float> logOdds(targets.size(), -std::numeric_limits<float>::infinity());
    auto record = run.improvements().begin();
    ConfidenceMap map;
    for (const CurvePoint& point : run.curve().points()) {
        for (; record != run.improvements().end() && record->id.generation <= point.generation;
             ++record) {
            const auto target = std::ranges::lower_bound(targets, record->index);
            logOdds[static_cast<std::size_t>(target - targets.begin())] =
                static_cast<float>(record->logOdds);
        }
        map.add({.generation = static_cast<double>(point.generation),
                 .evaluations = static_cast<double>(point.evaluations),
                 .seconds = point.seconds,
                 .logOdds = logOdds});
    }
    return map;
}

} // namespace pareidolia
