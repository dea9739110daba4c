// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing whole files. What is written appears whole or not at all.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace pareidolia {

/// The bytes of a regular file. Blocks on the disk.
Result<std::string> readFile(const std::filesystem::path& path);

/// Writes beside `path`, syncs, and renames, so that `path` is the old file or the whole new one.
/// Nothing is left behind on failure.
Result<void> writeFile(const std::filesystem::path& path, std::string_view bytes);

/// The same with the bytes of another file, however many they are.
Result<void> copyFile(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace pareidolia
