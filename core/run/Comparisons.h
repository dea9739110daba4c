// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of runs that come with the program: one JSON file each in `resources/comparisons/`.
#pragma once

#include "core/run/Presets.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

/// Two runs to be watched in lock-step.
struct Comparison
{
    std::string name;
    std::string summary; ///< one sentence
    RunSpec a, b;
};

/// A folder of comparisons: {"name", "summary", "both": {key: value}, "a": {"preset": name,
/// key: value}, "b": …}; keys as in the parameter table. Reads files when asked.
class Comparisons
{
public:
    /// Those that came with the program.
    static Comparisons standard();

    Comparisons(std::filesystem::path folder, Presets presets);

    /// Sorted by name.
    Result<std::vector<Comparison>> list() const;

    /// A usage error names the nearest comparison.
    Result<Comparison> load(const std::string& name) const;

private:
    std::filesystem::path m_folder;
    Presets m_presets;
};

} // namespace pareidolia
