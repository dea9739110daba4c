// SPDX-License-Identifier: GPL-3.0-or-later
// A run file's database, wherever it lies and of whatever version it is, as one that can be read.
#pragma once

#include "core/base/Error.h"
#include "core/base/TemporaryFolder.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace SQLite {
class Database;
}

namespace pareidolia {

/// The file itself; or a private copy of it: one of today's version where it is older, one that
/// SQLite can open where the file lies on a medium that cannot be written.
struct ReadableDatabase
{
    std::unique_ptr<TemporaryFolder> folder; ///< of the copy; null: none
    std::unique_ptr<SQLite::Database> database;

    ReadableDatabase();
    ~ReadableDatabase();
    ReadableDatabase(ReadableDatabase&&) noexcept;
    ReadableDatabase& operator=(ReadableDatabase&&) noexcept;
    SQLite::Database& operator*() const { return *database; }
    SQLite::Database* operator->() const { return database.get(); }
};

/// Failures: no run file, one of a newer program, one that is damaged. Throws what SQLiteCpp
/// throws.
Result<ReadableDatabase> openForReading(const std::filesystem::path& path);

/// A new database whose file `fill` writes beside `to`; it appears there whole. What is at `to` is
/// replaced, and stays if it fails. `fill` may throw what SQLiteCpp throws.
Result<void>
writeDatabase(const std::filesystem::path& to,
              const std::function<Result<void>(const std::filesystem::path& beside)>& fill);

/// A whole copy of a database as it is now, by SQLite and in one step: a copy of the bytes through
/// a descriptor of our own would take SQLite's locks away when that is closed. What is at `to` is
/// replaced, and stays if it fails.
Result<void> copyDatabase(SQLite::Database& database, const std::filesystem::path& to);

} // namespace pareidolia
