// SPDX-License-Identifier: GPL-3.0-or-later
// Single champions as PNG files with text keys.
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/run/RunSnapshot.h"

#include <filesystem>
#include <span>
#include <vector>

namespace pareidolia {

/// Writes the champion of class `index`, which must exist, as a PNG file, completely or not at all.
/// `scale` 1: as the network saw it; more: enlarged, nearest neighbour, with the text key "Scale".
/// Any thread; blocks on the disk.
Result<void> writeChampion(const RunSnapshot& run, std::size_t index,
                           const std::filesystem::path& file, int scale = 1);

/// One file per class that has a champion, named as in an export.
Result<std::vector<std::filesystem::path>>
writeChampions(const RunSnapshot& run, std::span<const std::size_t> classes,
               const std::filesystem::path& folder, int scale = 1, const Progress& progress = {});

} // namespace pareidolia
