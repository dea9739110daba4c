// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a new model file after it has passed the checks of every reader. Thread: any. Blocks on
// the disk.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <filesystem>
#include <string_view>

namespace pareidolia {

/// Whether a model file could be written there: checked before work that takes minutes.
Result<void> checkModelPath(const std::filesystem::path& path);

/// Opens the archive as every reader does, and only then writes `path`, completely or not at all.
/// Returns the manifest with its hash.
Result<ModelInfo> writeModel(const std::filesystem::path& path, std::string_view bytes);

} // namespace pareidolia
