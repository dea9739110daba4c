// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/SettingsHistory.h"

#include "core/run/ParameterTable.h"

#include <algorithm>
#include <iterator>

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

std::uint64_t SettingsHistory::picturesIn(std::uint32_t first, std::uint32_t last) const
{
    std::uint64_t pictures = 0;
    for (auto since = m_since.begin(); since != m_since.end(); ++since) {
        // 64 bits: files are untrusted, and generations may be as large as they can be.
        const auto next = std::next(since);
        const std::uint64_t begin = std::max<std::uint64_t>(since->first, first);
        const std::uint64_t end = std::min<std::uint64_t>(
            next == m_since.end() ? std::uint64_t{last} + 1 : next->first, std::uint64_t{last} + 1);
        if (begin < end)
            pictures += (end - begin) * since->second.children;
    }
    if (first == 0) {
        pictures -= at(0).children;
        pictures += at(0).initial;
    }
    return pictures;
}

} // namespace pareidolia
