// SPDX-License-Identifier: GPL-3.0-or-later
// The checksums of a file, as publishers print them. SHA-1 only identifies files here: some
// catalogues publish nothing better.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace pareidolia {

struct FileDigest
{
    std::string sha1;   ///< 40 lower-case hexadecimal digits
    std::string sha256; ///< 64 of them
};

/// Reads the file piece by piece; blocks on the disk. Errors name the file. Being stopped is an
/// error, too.
Result<FileDigest> digestOf(const std::filesystem::path& path, std::stop_token stop = {});

} // namespace pareidolia
