// SPDX-License-Identifier: GPL-3.0-or-later
// A zip file held in memory, by libzip.
#pragma once

#include "core/base/Error.h"

#include <map>
#include <string>

namespace pareidolia {

/// Name → bytes; sorted by name.
using ZipEntries = std::map<std::string, std::string>;

/// Unpacks an archive whole. Errors name `file`: no zip, truncated, damaged (every CRC is checked),
/// two entries whose names differ at most in case (readers disagree on which one counts), packed
/// far beyond its size.
Result<ZipEntries> unpackZip(const std::string& bytes, const std::string& file);

/// Writes entries as they are, without compression, in their order.
Result<std::string> packZip(const ZipEntries& entries, const std::string& file);

} // namespace pareidolia
