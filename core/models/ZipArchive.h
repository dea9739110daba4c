// SPDX-License-Identifier: GPL-3.0-or-later
// A zip file held in memory, by libzip.
#pragma once

#include "core/base/Error.h"

#include <map>
#include <string>

namespace pareidolia {

/// Name → bytes; sorted by name.
using ZipEntries = std::map<std::string, std::string>;

/// Unpacks a whole archive. Errors name `file`: not a zip, truncated, damaged (every CRC is
/// checked), two entries whose names differ at most in case (readers disagree on which one is
/// used), unpacked size far beyond the packed one.
Result<ZipEntries> unpackZip(const std::string& bytes, const std::string& file);

/// Writes the entries without compression, in their order.
Result<std::string> packZip(const ZipEntries& entries, const std::string& file);

} // namespace pareidolia
