// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GoalSwitches.h"

namespace pareidolia {

void GoalSwitches::add(std::span<const ImprovementRecord> records)
{
    for (const ImprovementRecord& record : records) {
        if (record.fromClass < 0)
            continue;
        const auto from = static_cast<std::size_t>(record.fromClass);
        ++m_counts[from * m_classes + record.index];
        ++m_takings;
        if (from != record.index)
            ++m_switches;
    }
}

} // namespace pareidolia
