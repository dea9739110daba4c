// SPDX-License-Identifier: GPL-3.0-or-later
// What a run file of version 1 held elsewhere (Schema.h).
#pragma once

#include "core/base/Error.h"

#include <string>

namespace SQLite {
class Database;
}

namespace pareidolia {

/// Fills the tables that version 2 added, from rows of version 1. Errors name `file`, and what in
/// it is damaged. Throws what SQLiteCpp throws.
Result<void> moveFromVersion1(SQLite::Database& database, const std::string& file);

} // namespace pareidolia
