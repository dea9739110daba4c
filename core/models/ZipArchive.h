// SPDX-License-Identifier: GPL-3.0-or-later
// A zip file held in memory, by libzip.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace pareidolia {

/// Name → bytes; sorted by name.
using ZipEntries = std::map<std::string, std::string>;
using ZipViews = std::map<std::string, std::string_view>;

/// Unpacks a whole archive. Errors name `file`: not a zip, truncated, damaged (every CRC is
/// checked), two entries whose names differ at most in case (readers disagree on which one is
/// used), unpacked size far beyond the packed one.
Result<ZipEntries> unpackZip(const std::string& bytes, const std::string& file);

/// Writes the entries without compression, in their order.
Result<std::string> packZip(const ZipEntries& entries, const std::string& file);

/// The same into a file that is there and empty, with no copy of the entries in memory.
Result<void> packZipInto(const std::filesystem::path& path, const ZipViews& entries);

} // namespace pareidolia
