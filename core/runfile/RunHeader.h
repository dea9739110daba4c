// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a run before its first generation, and never changes.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/run/RunSpec.h"

#include <map>
#include <string>

namespace SQLite {
class Database;
}

namespace pareidolia {

struct RunHeader
{
    RunSpec spec; ///< as it began

    /// The network: what its manifest says, plan and labels included, and its hash. The weights
    /// are not in the file.
    ModelInfo model;

    std::string runtime; ///< libraries and processor kernels that scored
    std::string program; ///< the version that began it
    std::string origin;  ///< the run that it branched off from, in words; empty: none
};

/// As texts by name.
std::map<std::string, std::string> headerToTexts(const RunHeader& header);

/// From the table `about`. Errors name `file` and the text that is missing or wrong. Throws what
/// SQLiteCpp throws.
Result<RunHeader> headerIn(const SQLite::Database& database, const std::string& file);

} // namespace pareidolia
