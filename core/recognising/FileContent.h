// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of a file. Only for this room.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace pareidolia {

class FileContent
{
public:
    static constexpr std::size_t headSize = 64 * 1024;

    /// Fails if `path` is no regular file or cannot be read.
    static Result<FileContent> open(const std::filesystem::path& path);

    std::uint64_t size() const { return m_size; }
    const std::string& head() const { return m_head; }

    /// Fewer bytes than asked for at the end of the file.
    std::string at(std::uint64_t place, std::size_t count);

private:
    std::ifstream m_stream;
    std::uint64_t m_size = 0;
    std::string m_head;
};

/// The first `headSize` bytes of what a gzip file holds; empty if it is none.
std::string unpackedHead(const std::filesystem::path& path);

} // namespace pareidolia
