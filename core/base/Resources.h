// SPDX-License-Identifier: GPL-3.0-or-later
// Where the files that come with the program lie.
#pragma once

#include <filesystem>

namespace pareidolia {

/// The folder that holds `models/` and `presets/`: PAREIDOLIA_RESOURCES if set, else
/// `../share/pareidolia` beside the running program.
std::filesystem::path resourceFolder();

/// What the environment says under a name, as a path; empty where it says nothing.
std::filesystem::path folderFromEnvironment(const char* variable);

} // namespace pareidolia
