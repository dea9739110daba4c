// SPDX-License-Identifier: GPL-3.0-or-later
// What models may be called, and how one gets another name.
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string>

namespace pareidolia {

/// A name is a file's name without its ending, and no path: a usage error says what is wrong.
Result<void> checkModelName(const std::string& name);

/// Writes the file anew with the new name in its manifest, whole or not at all. Its hash stays:
/// graph, weights and how pictures are shown to them are untouched. Blocks on the disk.
Result<void> renameModel(const std::filesystem::path& file, const std::string& newName);

} // namespace pareidolia
