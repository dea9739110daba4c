// SPDX-License-Identifier: GPL-3.0-or-later
// Another future for a run, from a moment of its past.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pareidolia {

class RunFile;

struct Branch
{
    std::uint32_t generation = 0; ///< the last one that both runs share

    /// What is other from the next generation on: keys and values as text, limits too. None: the
    /// new run repeats the old one, to the last bit, and has its limits, but for those that were
    /// met at that moment.
    std::vector<std::pair<std::string, std::string>> settings;
};

/// Writes the run as it stood after that generation into a new file, which tells its origin.
/// Failures: the run did not come so far, its search cannot go back (gradient ascent keeps only
/// where it is now), a setting that no branch can have, a damaged row, a file that is there
/// already. Blocks.
Result<void> branchOff(const RunFile& from, const Branch& branch, const std::filesystem::path& to);

} // namespace pareidolia
