// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <set>
#include <sqlite3.h>
#include <string_view>

namespace pareidolia::schema {

namespace {

constexpr std::array tables{
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL, proof INTEGER NOT NULL) "
    "WITHOUT ROWID",
    "CREATE TABLE progress (id INTEGER PRIMARY KEY, generation INTEGER, evaluations INTEGER, "
    "invalid_scores INTEGER, seconds REAL, improvements INTEGER, individuals INTEGER, "
    "changes INTEGER, forward_passes INTEGER, backward_passes INTEGER, proof INTEGER NOT NULL)",
    "CREATE TABLE generation (number INTEGER PRIMARY KEY, evaluations INTEGER, seconds REAL, "
    "mean REAL, median REAL, min REAL, max REAL, over_50 INTEGER, over_90 INTEGER, "
    "over_99 INTEGER, over_9999 INTEGER, log_odds_min REAL, log_odds_lower REAL, "
    "log_odds_median REAL, log_odds_upper REAL, log_odds_max REAL, proof INTEGER NOT NULL)",
    "CREATE TABLE individual (generation INTEGER, child INTEGER, parent_generation INTEGER, "
    "parent_child INTEGER, from_class INTEGER, proof INTEGER NOT NULL, "
    "PRIMARY KEY (generation, child)) WITHOUT ROWID",
    "CREATE TABLE improvement (class INTEGER, generation INTEGER, child INTEGER, log_odds REAL, "
    "proof INTEGER NOT NULL, PRIMARY KEY (class, generation, child)) WITHOUT ROWID",
    "CREATE TABLE genome (generation INTEGER, child INTEGER, content BLOB, "
    "proof INTEGER NOT NULL, PRIMARY KEY (generation, child))",
    "CREATE TABLE change (number INTEGER PRIMARY KEY, generation INTEGER, key TEXT, value TEXT, "
    "proof INTEGER NOT NULL)",
    "CREATE TABLE event (number INTEGER PRIMARY KEY, generation INTEGER, seconds REAL, what TEXT, "
    "proof INTEGER NOT NULL)",
    "CREATE TABLE ascent (place INTEGER PRIMARY KEY, class INTEGER, generation INTEGER, "
    "child INTEGER, steps INTEGER, done INTEGER, failed INTEGER, top INTEGER, over_99 INTEGER, "
    "over_999 INTEGER, over_9999 INTEGER, content BLOB, proof INTEGER NOT NULL)",
};

constexpr int longestCell = 64 << 20; ///< bytes

} // namespace

void create(SQLite::Database& database)
{
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    database.exec("PRAGMA user_version = " + std::to_string(version));
    for (const char* table : tables)
        database.exec(table);
}

Result<void> check(SQLite::Database& database, const std::string& file)
{
    database.exec("PRAGMA trusted_schema = OFF");
    database.exec("PRAGMA cell_size_check = ON");
    sqlite3_limit(database.getHandle(), SQLITE_LIMIT_LENGTH, longestCell);
    if (database.execAndGet("PRAGMA application_id").getInt() != applicationId)
        return failure(file, "it is no run file", "give a .pareidolia file");
    if (const int found = database.execAndGet("PRAGMA user_version").getInt(); found > version)
        return failure(file, "a newer Pareidolia wrote it (version " + std::to_string(found) + ")",
                       "update Pareidolia");
    std::set<std::string_view> missing(tables.begin(), tables.end());
    SQLite::Statement found(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL");
    while (found.executeStep())
        if (missing.erase(found.getColumn(0).getString()) == 0)
            return failure(file, "it holds what no run file has", "give another file");
    if (!missing.empty())
        return failure(file, "it is not whole: a table is missing", "give another file");
    return {};
}

} // namespace pareidolia::schema
