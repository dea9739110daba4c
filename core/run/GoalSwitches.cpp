// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GoalSwitches.h"

namespace pareidolia {

void GoalSwitches::add(std::span<const ImprovementRecord> records)
{
    for (const ImprovementRecord& record : records) {
        if (record.fromClass < 0)
            continue;
        const auto from = static_cast<std::size_t>(record.fromClass);
        ++m_counts[{from, record.index}];
        ++m_takeovers;
        if (from != record.index)
            ++m_switches;
    }
}

std::uint32_t GoalSwitches::count(std::size_t from, std::size_t to) const
{
    const auto found = m_counts.find({from, to});
    return found == m_counts.end() ? 0 : found->second;
}

} // namespace pareidolia
