// SPDX-License-Identifier: GPL-3.0-or-later
// A run file's database, wherever it lies and of whatever version it is, as one that can be read.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <memory>

namespace SQLite {
class Database;
}

namespace pareidolia {

/// A folder of this process's own that is removed with this object.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path; ///< empty: none could be made
};

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

} // namespace pareidolia
