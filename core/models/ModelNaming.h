// SPDX-License-Identifier: GPL-3.0-or-later
// Names of networks, and renaming.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>

namespace pareidolia {

/// A name is a file name without its extension, and not a path: a usage error says what is wrong.
Result<void> checkModelName(const std::string& name);

/// Rewrites the file with the new name in its manifest, completely or not at all. Its hash stays
/// the same: graph, weights and normalisation are unchanged. Blocks on the disk.
Result<void> renameModel(const std::filesystem::path& file, const std::string& newName);

} // namespace pareidolia
