// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/OpenForReading.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/runfile/Guarded.h"
#include "core/runfile/Schema.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// Opens it and takes its first look, which is when SQLite finds that it cannot.
std::unique_ptr<SQLite::Database> opened(const fs::path& path)
{
    auto database =
        std::make_unique<SQLite::Database>(path.string(), SQLite::OPEN_READONLY, busyMilliseconds);
    database->execAndGet("SELECT count(*) FROM sqlite_master");
    return database;
}

/// Whether SQLite could not open what is there and can be read: a file in WAL mode on a medium
/// where it cannot make the files that this takes.
bool wantsCopy(const fs::path& path, const SQLite::Exception& exception)
{
    std::error_code ignored;
    const int code = exception.getErrorCode();
    return (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
           fs::is_regular_file(path, ignored);
}

/// Of the file and of what its writer left beside it, which belongs to it.
Result<ReadableDatabase> copyOf(const fs::path& path)
{
    ReadableDatabase copy;
    copy.folder = std::make_unique<TemporaryFolder>();
    const fs::path to = copy.folder->path() / "copy.pareidolia";
    std::error_code trouble, missing;
    if (!copy.folder->path().empty())
        fs::copy_file(path, to, trouble);
    fs::permissions(to, fs::perms::owner_write, fs::perm_options::add, missing);
    if (fs::exists(path.string() + "-wal", missing) && !trouble) {
        fs::copy_file(path.string() + "-wal", to.string() + "-wal", trouble);
        fs::permissions(to.string() + "-wal", fs::perms::owner_write, fs::perm_options::add,
                        missing);
    }
    if (copy.folder->path().empty() || trouble)
        return failure(path.string(), "it cannot be opened where it lies, nor copied from there",
                       "copy it, and the file of the same name with -wal, to where you may write");
    copy.database =
        std::make_unique<SQLite::Database>(to.string(), SQLite::OPEN_READWRITE, busyMilliseconds);
    return copy;
}

/// Of a file of version 1: one of today's, private and temporary.
Result<ReadableDatabase> upgraded(SQLite::Database& old, const std::string& file)
{
    ReadableDatabase copy;
    copy.database =
        std::make_unique<SQLite::Database>("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*copy, old).executeStep(-1);
    SQLite::Transaction transaction(*copy);
    RETURN_IF_ERROR(schema::upgrade(*copy, file));
    transaction.commit();
    return copy;
}

} // namespace

ReadableDatabase::ReadableDatabase() = default;
ReadableDatabase::~ReadableDatabase()
{
    database.reset(); // before its folder goes
}
ReadableDatabase::ReadableDatabase(ReadableDatabase&&) noexcept = default;
ReadableDatabase& ReadableDatabase::operator=(ReadableDatabase&& other) noexcept
{
    database = std::move(other.database);
    folder = std::move(other.folder);
    return *this;
}

Result<ReadableDatabase> openForReading(const fs::path& path)
{
    ReadableDatabase found;
    try {
        found.database = opened(path);
    } catch (const SQLite::Exception& exception) {
        if (!wantsCopy(path, exception))
            throw;
        ASSIGN_OR_RETURN(found, copyOf(path));
    }
    ASSIGN_OR_RETURN(const int version, schema::check(*found, path.string()));
    return version < schema::version ? upgraded(*found, path.string()) : std::move(found);
}

Result<void> writeDatabase(const fs::path& to,
                           const std::function<Result<void>(const fs::path&)>& fill)
{
    return writeFileBy(to, [&](const fs::path& beside) {
        return guarded(to, [&]() -> Result<void> {
            RETURN_IF_ERROR(fill(beside));
            // What a killed writer left beside the file that is replaced is not the new one's.
            std::error_code ignored;
            for (const char* ending : {"-wal", "-shm", "-journal"})
                fs::remove(to.string() + ending, ignored);
            return {};
        });
    });
}

Result<void> copyDatabase(SQLite::Database& database, const fs::path& to)
{
    return writeDatabase(to, [&](const fs::path& beside) -> Result<void> {
        SQLite::Statement copy(database, "VACUUM INTO ?");
        copy.bind(1, beside.string());
        copy.exec();
        return {};
    });
}

} // namespace pareidolia
