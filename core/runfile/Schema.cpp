// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Schema.h"

#include "core/base/ReturnError.h"
#include "core/base/Version.h"
#include "core/runfile/Version1.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <algorithm>
#include <array>
#include <set>
#include <sqlite3.h>
#include <string_view>

namespace pareidolia::schema {

namespace {

/// Of every version.
constexpr std::array common{
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
};

constexpr std::array onlyInVersion1{
    "CREATE TABLE ascent (place INTEGER PRIMARY KEY, class INTEGER, generation INTEGER, "
    "child INTEGER, steps INTEGER, done INTEGER, failed INTEGER, top INTEGER, over_99 INTEGER, "
    "over_999 INTEGER, over_9999 INTEGER, content BLOB, proof INTEGER NOT NULL)",
};

constexpr std::array sinceVersion2{
    "CREATE TABLE network (place INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, weight REAL, "
    "width INTEGER, height INTEGER, manifest TEXT, proof INTEGER NOT NULL)",
    "CREATE TABLE lifecycle (id INTEGER PRIMARY KEY, state TEXT, ended_by TEXT, reason TEXT, "
    "limits TEXT, proof INTEGER NOT NULL)",
    "CREATE TABLE memory (part INTEGER PRIMARY KEY, kind TEXT, version INTEGER, content BLOB, "
    "proof INTEGER NOT NULL)",
    "CREATE TABLE document (name TEXT PRIMARY KEY, kind TEXT, content BLOB, "
    "proof INTEGER NOT NULL)",
};

constexpr int longestCell = 64 << 20; ///< bytes

/// Which program wrote a file of a newer format, as far as that can be told.
std::string writerOf(SQLite::Database& database)
{
    try {
        SQLite::Statement about(database, "SELECT value FROM about WHERE key = 'written_by'");
        if (about.executeStep())
            return "Pareidolia " + about.getColumn(0).getString() + " or newer";
    } catch (const SQLite::Exception&) {
        // Newer formats may have no such table.
    }
    return "a Pareidolia newer than " + programVersion();
}

void setVersion(SQLite::Database& database)
{
    database.exec("PRAGMA user_version = " + std::to_string(version));
}

} // namespace

void create(SQLite::Database& database)
{
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    setVersion(database);
    for (const char* table : common)
        database.exec(table);
    for (const char* table : sinceVersion2)
        database.exec(table);
}

Result<int> check(SQLite::Database& database, const std::string& file)
{
    database.exec("PRAGMA trusted_schema = OFF");
    database.exec("PRAGMA cell_size_check = ON");
    sqlite3_limit(database.getHandle(), SQLITE_LIMIT_LENGTH, longestCell);
    if (database.execAndGet("PRAGMA application_id").getInt() != applicationId)
        return failure(file, "it is not a run file", "give a .pareidolia file");
    const int found = database.execAndGet("PRAGMA user_version").getInt();
    if (found > version)
        return failure(file,
                       "a newer Pareidolia wrote it (format " + std::to_string(found) +
                           "; this one reads up to " + std::to_string(version) + ")",
                       "get " + writerOf(database));
    std::set<std::string_view> missing(common.begin(), common.end());
    if (found < 2)
        missing.insert(onlyInVersion1.begin(), onlyInVersion1.end());
    else
        missing.insert(sinceVersion2.begin(), sinceVersion2.end());
    SQLite::Statement tables(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL");
    while (tables.executeStep())
        if (missing.erase(tables.getColumn(0).getString()) == 0)
            return failure(file, "it holds what no run file has", "give another file");
    if (!missing.empty())
        return failure(file, "it is not whole: a table is missing", "give another file");
    return std::max(found, 1);
}

Result<void> upgrade(SQLite::Database& database, const std::string& file)
{
    for (const char* table : sinceVersion2)
        database.exec(table);
    RETURN_IF_ERROR(moveFromVersion1(database, file));
    database.exec("DROP TABLE ascent");
    setVersion(database);
    return {};
}

} // namespace pareidolia::schema
