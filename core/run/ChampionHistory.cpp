// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ChampionHistory.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

/// Bytes up to which a champion stays as it is: a picture of handwriting and its genome.
constexpr std::size_t whole = 16u << 10;

/// Bytes.
std::size_t pixelsOf(const Individual& individual)
{
    return individual.picture.isPainted() ? individual.picture->pixels.size() : 0;
}

/// One that was overtaken, without what can be made from the rest.
std::shared_ptr<const Individual> remainsOf(const std::shared_ptr<const Individual>& individual)
{
    const std::size_t pixels = pixelsOf(*individual);
    const std::size_t genome = individual->genome ? individual->genome->bytes() : 0;
    const bool isPainted = individual->picture.isPainted();
    if (isPainted && pixels + genome <= whole)
        return individual;
    auto remains = std::make_shared<Individual>();
    remains->id = individual->id;
    remains->parent = individual->parent;
    remains->fromClass = individual->fromClass;
    if (genome > 0 && (!isPainted || genome < pixels))
        remains->genome = individual->genome;
    else
        remains->picture = individual->picture;
    return remains;
}

} // namespace

IndividualId ChampionHistory::idOf(const Entry& entry)
{
    return entry.improvement.champion.individual->id;
}

/// A picture that took several classes at once is counted for each: an upper bound.
std::size_t ChampionHistory::bytesOf(const Entry& entry)
{
    if (!entry.overtaken)
        return sizeof(Entry);
    const Individual& individual = *entry.improvement.champion.individual;
    return sizeof(Entry) + sizeof(Individual) + pixelsOf(individual) +
           (individual.genome ? individual.genome->bytes() : 0);
}

void ChampionHistory::add(const Improvement& improvement)
{
    ClassRecord& record = m_classes[improvement.index];
    if (record.champions > 0)
        overtake(improvement.index, record.latest);
    record.latest = improvement.champion.individual->id;
    m_entries.push_back({improvement, record.champions++});
    m_bytes += bytesOf(m_entries.back());
    if (m_bytes > m_budget)
        thinOut();
}

void ChampionHistory::overtake(std::size_t index, IndividualId latest)
{
    auto entry = std::ranges::lower_bound(m_entries, latest, {}, idOf);
    while (entry->improvement.index != index)
        ++entry; // there is one: the latest of a class is never thinned out
    auto& individual = entry->improvement.champion.individual;
    individual = remainsOf(individual);
    m_bytes -= bytesOf(*entry);
    entry->overtaken = true;
    m_bytes += bytesOf(*entry);
}

void ChampionHistory::thinOut()
{
    constexpr std::size_t largestStride = 1u << 30;
    keepEvery(m_stride);
    while (m_bytes > m_budget / 2 && m_stride < largestStride)
        keepEvery(m_stride *= 2);
}

/// Counted so that a class with few champions loses all but its latest in the end: the first one of
/// each of a thousand classes would be over budget alone.
void ChampionHistory::keepEvery(std::size_t stride)
{
    std::erase_if(m_entries, [&](const Entry& entry) {
        return entry.overtaken && (entry.place + 1) % stride != 0;
    });
    m_bytes = 0;
    for (const Entry& entry : m_entries)
        m_bytes += bytesOf(entry);
}

std::shared_ptr<const Individual> ChampionHistory::known(IndividualId id) const
{
    const auto entry = std::ranges::lower_bound(m_entries, id, {}, idOf);
    const bool is = entry != m_entries.end() && idOf(*entry) == id;
    return is ? entry->improvement.champion.individual : nullptr;
}

} // namespace pareidolia
