// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing whole files. What is written appears whole or not at all.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace pareidolia {

/// The bytes of a regular file. Blocks on the disk.
Result<std::string> readFile(const std::filesystem::path& path);

/// Writes beside `path`, syncs, and renames, so that `path` is the old file or the whole new one.
/// Nothing is left behind on failure.
Result<void> writeFile(const std::filesystem::path& path, std::string_view bytes);

/// The same where `write` fills the file beside it, which is there and empty.
Result<void> writeFileBy(const std::filesystem::path& path,
                         const std::function<Result<void>(const std::filesystem::path&)>& write);

/// `path`, or where there is such a file, the same with -`first`, the next number … before its
/// ending: a name that no file has.
std::filesystem::path unusedName(const std::filesystem::path& path, int first);

} // namespace pareidolia
