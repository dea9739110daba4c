// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions of SQLite become errors here; none leaves the room.
#pragma once

#include "core/base/Error.h"

#include <SQLiteCpp/Exception.h>
#include <filesystem>
#include <new>
#include <sqlite3.h>

namespace pareidolia {

/// For so many milliseconds a reader waits for a writer, and a writer for a reader.
inline constexpr int busyMilliseconds = 5000;

/// What SQLite could not do, in words.
inline Error sqliteFailure(const std::filesystem::path& path, const SQLite::Exception& exception)
{
    const std::string file = path.string();
    switch (exception.getErrorCode()) {
    case SQLITE_FULL:
        return {file, "the disk is full", "free some space"};
    case SQLITE_NOTADB:
        return {file, "it is not a run file", "give a .pareidolia file"};
    case SQLITE_CORRUPT:
        return {file, "it is damaged", "use a backup copy, if there is one"};
    case SQLITE_CANTOPEN:
        return {file, "it cannot be opened", "check that it exists and that you may read it"};
    case SQLITE_READONLY:
        return {file, "you may not write it", "copy it to a folder that you may write to"};
    case SQLITE_IOERR:
        return {file,
                "reading or writing failed (SQLite error " +
                    std::to_string(exception.getExtendedErrorCode()) + ")",
                "check whether the disk is full or failing"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {file, "another program has locked it",
                "close that program, or wait until it is done"};
    default:
        return {file, exception.getErrorStr(), "try again, or open a copy of it"};
    }
}

/// What `work` gives, a Result, or what went wrong on the way.
template <typename Work>
auto guarded(const std::filesystem::path& path, Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected(sqliteFailure(path, exception));
    } catch (const std::bad_alloc&) {
        return failure(path.string(), "there is not enough memory for it", "close other programs");
    }
}

} // namespace pareidolia
