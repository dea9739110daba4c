// SPDX-License-Identifier: GPL-3.0-or-later
// Files of data sets, which are often packed by gzip. Thread: any; blocks on the disk.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>

namespace pareidolia {

/// The bytes of a file, unpacked where it is packed. Errors name the file: it cannot be opened, is
/// damaged, truncated, or unpacks to more than 4 GiB.
Result<std::string> readPacked(const std::filesystem::path& file);

} // namespace pareidolia
