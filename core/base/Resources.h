// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program's own files are, and the user's.
#pragma once

#include <filesystem>
#include <string>

namespace pareidolia {

/// The folder that holds `models/`, `networks/` and `presets/`: PAREIDOLIA_RESOURCES if set, else
/// `../share/pareidolia` beside the running program.
std::filesystem::path resourceFolder();

/// A program of ours that only others start: `../libexec/pareidolia/NAME` beside the running one.
std::filesystem::path helperProgram(const std::string& name);

/// The folder for the user's own files: `$XDG_DATA_HOME/pareidolia`, by default
/// `~/.local/share/pareidolia`; it need not exist. Empty if the environment has no home folder.
std::filesystem::path userDataFolder();

/// The same for what can be made again: `$XDG_CACHE_HOME/pareidolia`, by default
/// `~/.cache/pareidolia`.
std::filesystem::path userCacheFolder();

/// The value of an environment variable as a path; empty if it is not set.
std::filesystem::path folderFromEnvironment(const char* variable);

} // namespace pareidolia
