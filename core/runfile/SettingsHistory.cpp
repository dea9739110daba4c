// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/SettingsHistory.h"

#include "core/run/ParameterTable.h"

namespace pareidolia {

SettingsHistory::SettingsHistory(const RunSpec& spec, const std::vector<ChangeRecord>& changes)
{
    RunSpec changed = spec;
    m_since[0] = changed.settings;
    for (const ChangeRecord& change : changes) {
        (void)setParameterFromText(changed, change.key, change.value); // Run refuses what it cannot
        m_since[change.generation] = changed.settings;
    }
}

} // namespace pareidolia
