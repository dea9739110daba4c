// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/GenomeKeeping.h"

#include "core/classifier/Scores.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pareidolia {

namespace {

constexpr std::array milestones{.5f, .9f, .99f, .999f, .9999f};

bool passesMilestone(double before, double now)
{
    return std::ranges::any_of(milestones, [&](float threshold) {
        return confidenceOf(before) <= threshold && confidenceOf(now) > threshold;
    });
}

} // namespace

void GenomeKeeping::note(std::size_t index, IndividualId id, double logOdds,
                         const GenomePointer& genome)
{
    const auto before = m_champions.find(index);
    const bool milestone =
        passesMilestone(before == m_champions.end() ? -HUGE_VAL : before->second.logOdds, logOdds);
    if (before != m_champions.end())
        release(before->second.id);
    Known& known = m_known[id];
    ++known.held;
    known.milestone = known.milestone || milestone;
    if (genome && known.stored == 0) {
        known.waiting = genome;
        known.large = genome->bytes() > small;
    }
    m_champions[index] = {id, logOdds};
}

/// One class less is held by it. What holds none and is neither in the file nor worth it is
/// forgotten.
void GenomeKeeping::release(IndividualId id)
{
    const auto found = m_known.find(id);
    if (found == m_known.end() || --found->second.held > 0)
        return;
    Known& known = found->second;
    if (known.large && !known.milestone)
        known.waiting = nullptr;
    if (!known.waiting && (known.stored == 0 || !known.large))
        m_known.erase(found);
}

void GenomeKeeping::store(IndividualId id, std::size_t bytes)
{
    const auto found = m_known.find(id);
    if (found == m_known.end())
        return;
    Known& known = found->second;
    known.waiting = nullptr;
    known.stored = bytes;
    known.large = known.large || bytes > small;
    m_stored += known.large ? bytes : 0;
    if (known.held == 0 && !known.large)
        m_known.erase(found);
}

std::vector<std::pair<IndividualId, GenomePointer>> GenomeKeeping::due(bool all) const
{
    std::vector<std::pair<IndividualId, GenomePointer>> genomes;
    std::size_t bytes = 0;
    for (const auto& [id, known] : m_known) {
        if (!known.waiting)
            continue;
        const bool mayWait = known.large && m_canBeRemade && !all;
        if (mayWait && bytes + known.waiting->bytes() > mostAtOnce)
            continue;
        bytes += known.large ? known.waiting->bytes() : 0;
        genomes.emplace_back(id, known.waiting);
    }
    return genomes;
}

std::vector<IndividualId> GenomeKeeping::takeSurplus()
{
    std::vector<IndividualId> surplus;
    for (auto at = m_known.begin(); at != m_known.end() && m_stored > budget;) {
        const Known& known = at->second;
        if (!known.large || known.stored == 0 || known.held > 0 || known.milestone) {
            ++at;
            continue;
        }
        m_stored -= known.stored;
        surplus.push_back(at->first);
        at = m_known.erase(at);
    }
    return surplus;
}

} // namespace pareidolia
