// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a run before its first generation, and never changes.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/run/RunSpec.h"

#include <map>
#include <string>
#include <vector>

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

/// Writes the tables `about` and `network`. Throws what SQLiteCpp throws.
void writeHeader(SQLite::Database& database, const RunHeader& header);

/// From these tables. Errors name `file` and what in it is missing or wrong. Throws what SQLiteCpp
/// throws.
Result<RunHeader> headerIn(const SQLite::Database& database, const std::string& file);

/// The texts of `about`, by key; `needed` are among them, or it is an error.
Result<std::map<std::string, std::string>> textsIn(const SQLite::Database& database,
                                                   const std::string& file,
                                                   const std::vector<std::string>& needed);

} // namespace pareidolia
