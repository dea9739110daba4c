// SPDX-License-Identifier: GPL-3.0-or-later
// Single champions as PNG files with their story.
#pragma once

#include "core/base/Error.h"
#include "core/run/Run.h"

#include <filesystem>
#include <span>
#include <vector>

namespace pareidolia {

/// One file a class that has a champion, named as in an export, as the network saw it; each appears
/// whole or not at all. Any thread; blocks on the disk.
Result<std::vector<std::filesystem::path>> writeChampions(const Run& run,
                                                          std::span<const std::size_t> classes,
                                                          const std::filesystem::path& folder);

} // namespace pareidolia
