// SPDX-License-Identifier: GPL-3.0-or-later
// Single champions as PNG files with their story.
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/run/RunSnapshot.h"

#include <filesystem>
#include <span>
#include <vector>

namespace pareidolia {

/// The champion of `index`, which there is, as a PNG file; it appears whole or not at all. `scale`
/// 1: as the network saw it; more: enlarged, nearest neighbour, with the text key "Scale". Any
/// thread; blocks on the disk.
Result<void> writeChampion(const RunSnapshot& run, std::size_t index,
                           const std::filesystem::path& file, int scale = 1);

/// One file a class that has a champion, named as in an export.
Result<std::vector<std::filesystem::path>>
writeChampions(const RunSnapshot& run, std::span<const std::size_t> classes,
               const std::filesystem::path& folder, int scale = 1, const Progress& progress = {});

} // namespace pareidolia
