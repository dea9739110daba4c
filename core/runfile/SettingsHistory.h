// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that a run had in each of its generations.
#pragma once

#include "core/run/EventLog.h"
#include "core/run/RunSpec.h"

#include <cstdint>
#include <map>
#include <vector>

namespace pareidolia {

class SettingsHistory
{
public:
    /// `spec`: as the run began; `changes`: in order.
    SettingsHistory(const RunSpec& spec, const std::vector<ChangeRecord>& changes);

    const SearchSettings& at(std::uint32_t generation) const
    {
        return std::prev(m_since.upper_bound(generation))->second;
    }

    /// Pictures that evolution makes in these generations, both included.
    std::uint64_t picturesIn(std::uint32_t first, std::uint32_t last) const;

private:
    std::map<std::uint32_t, SearchSettings> m_since; ///< by the first generation; 0 is there
};

} // namespace pareidolia
