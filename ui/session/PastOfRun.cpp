// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/PastOfRun.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace pareidolia {

void ClassHistory::add(const ClassPoint& point)
{
    m_points.push_back(point);
    if (m_points.size() <= capacity)
        return;
    // Every second one goes, the first and the latest stay.
    std::vector<ClassPoint> kept;
    for (std::size_t i = 0; i < m_points.size(); i += 2)
        kept.push_back(m_points[i]);
    if (m_points.size() % 2 == 0)
        kept.push_back(m_points.back());
    m_points = std::move(kept);
}

void ConfidenceMap::add(Column column)
{
    column.number = m_added++;
    if (!m_columns.empty() && m_columns.back().number % m_stride != 0)
        m_columns.back() = std::move(column); // that one only stood for the latest
    else
        m_columns.push_back(std::move(column));
    while (m_columns.size() > capacity) {
        m_stride *= 2;
        const std::uint64_t latest = m_columns.back().number;
        std::erase_if(m_columns, [&](const Column& kept) {
            return kept.number % m_stride != 0 && kept.number != latest;
        });
    }
}

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
