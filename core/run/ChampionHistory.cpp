// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ChampionHistory.h"

#include <algorithm>

namespace pareidolia {

namespace {

constexpr std::size_t largestStride = 1u << 20;

/// A picture that took several classes at once is counted for each: an upper bound.
std::size_t bytesOf(const Improvement& entry)
{
    const Individual& individual = *entry.champion.individual;
    return sizeof(Improvement) + sizeof(Individual) + individual.picture.pixels.size() +
           (individual.genome ? individual.genome->bytes() : 0);
}

} // namespace

IndividualId ChampionHistory::idOf(const Entry& entry)
{
    return entry.improvement.champion.individual->id;
}

void ChampionHistory::add(const Improvement& improvement)
{
    m_entries.push_back({improvement, m_counts[improvement.index]++});
    m_bytes += bytesOf(improvement);
    if (m_bytes > m_budget)
        thinOut();
}

void ChampionHistory::thinOut()
{
    keepEvery(m_stride);
    while (m_bytes > m_budget / 2 && m_stride < largestStride)
        keepEvery(m_stride *= 2);
}

void ChampionHistory::keepEvery(std::size_t stride)
{
    std::erase_if(m_entries, [&](const Entry& entry) {
        const bool latest = entry.place + 1 == m_counts[entry.improvement.index];
        return !latest && entry.place % stride != 0;
    });
    m_bytes = 0;
    for (const Entry& entry : m_entries)
        m_bytes += bytesOf(entry.improvement);
}

std::vector<Champion> ChampionHistory::ofClass(std::size_t index) const
{
    std::vector<Champion> champions;
    for (const Entry& entry : m_entries)
        if (entry.improvement.index == index)
            champions.push_back(entry.improvement.champion);
    return champions;
}

std::vector<Ancestor> ChampionHistory::ancestors(const Individual& individual,
                                                 std::size_t most) const
{
    std::vector<Ancestor> found;
    const Individual* child = &individual;
    while (found.size() < most && child->parent && child->fromClass) {
        const auto parent = std::ranges::lower_bound(m_entries, *child->parent, {}, idOf);
        if (parent == m_entries.end() || idOf(*parent) != *child->parent)
            break;
        const auto& individualOfParent = parent->improvement.champion.individual;
        found.push_back({individualOfParent, *child->fromClass});
        child = individualOfParent.get();
    }
    return found;
}

} // namespace pareidolia
