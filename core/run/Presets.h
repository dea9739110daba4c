// SPDX-License-Identifier: GPL-3.0-or-later
// Specs that come with the program: one JSON file each in `resources/presets/`.
#pragma once

#include "core/run/RunSpec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

/// Names of the `.json` files in a folder, sorted, without the ending.
Result<std::vector<std::string>> namesOfJsonFiles(const std::filesystem::path& folder);

/// A folder of presets. Reads files when asked.
class Presets
{
public:
    /// Those that came with the program.
    static Presets standard();

    explicit Presets(std::filesystem::path folder);

    /// Sorted by name.
    Result<std::vector<RunSpec>> list() const;

    /// A usage error names the nearest preset.
    Result<RunSpec> load(const std::string& name) const;

private:
    std::filesystem::path m_folder;
};

} // namespace pareidolia
