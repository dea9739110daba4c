// SPDX-License-Identifier: GPL-3.0-or-later
// Where the files that come with the program lie, and those that its user keeps.
#pragma once

#include <filesystem>
#include <string>

namespace pareidolia {

/// The folder that holds `models/`, `networks/` and `presets/`: PAREIDOLIA_RESOURCES if set, else
/// `../share/pareidolia` beside the running program.
std::filesystem::path resourceFolder();

/// A program of ours that only others start: `../libexec/pareidolia/NAME` beside the running one.
std::filesystem::path helperProgram(const std::string& name);

/// The folder for what a user keeps: `$XDG_DATA_HOME/pareidolia`, by default
/// `~/.local/share/pareidolia`; it need not exist. Empty where the environment names no home.
std::filesystem::path userDataFolder();

/// What the environment says under a name, as a path; empty where it says nothing.
std::filesystem::path folderFromEnvironment(const char* variable);

} // namespace pareidolia
