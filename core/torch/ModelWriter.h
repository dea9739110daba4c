// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a new model file in its place, after it has passed the checks of every reader.
// Thread: any. Blocks on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"

#include <filesystem>
#include <string_view>

namespace pareidolia {

/// Whether a model could be written there: asked before work that takes minutes.
Result<void> checkModelPath(const std::filesystem::path& path);

/// Opens the archive as any user of it will, and only then writes `path`, whole or not at all.
/// Returns the manifest with its hash.
Result<ModelInfo> writeModel(const std::filesystem::path& path, std::string_view bytes);

} // namespace pareidolia
