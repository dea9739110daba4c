// SPDX-License-Identifier: GPL-3.0-or-later
// One writer a file, whoever it is: a lock that the system takes back when a process ends, however
// it ends. It is independent of SQLite's locks and keeps no reader away.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <memory>
#include <string>

namespace pareidolia {

class FileLock
{
public:
    /// Failures: somebody else has it, or nothing can be written beside the file.
    static Result<std::unique_ptr<FileLock>> take(const std::filesystem::path& path);

    /// Whether somebody has it, this process too.
    static bool isHeld(const std::filesystem::path& path);

    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    FileLock(std::string beside, int descriptor)
        : m_beside(std::move(beside)), m_descriptor(descriptor)
    {}

    std::string m_beside;
    int m_descriptor;
};

} // namespace pareidolia
