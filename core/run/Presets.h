// SPDX-License-Identifier: GPL-3.0-or-later
// Specs by name: those that come with the program, in `resources/presets/`, and those that its user
// saved. One JSON file each.
#pragma once

#include "core/run/RunSpec.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

/// Names of the `.json` files in a folder, sorted, without the ending.
Result<std::vector<std::string>> namesOfJsonFiles(const std::filesystem::path& folder);

/// Two folders of presets. Reads and writes files when asked, keeps nothing.
/// A run to begin with on a network that no preset is for: evolution, of an indirect encoding.
RunSpec patternsOn(std::string model);

class Presets
{
public:
    enum class IfThere { Refuse, Replace };

    /// Those that came with the program, and those in `presets/` of the user's data folder.
    static Presets standard();

    /// `own` need not exist; where it is empty, nothing can be saved.
    explicit Presets(std::filesystem::path builtIn, std::filesystem::path own = {});

    /// Those of the program, then the user's own; both sorted by name. An own one that cannot be
    /// read is left out: see `problems`.
    Result<std::vector<RunSpec>> list() const;

    /// Why own presets are missing from the list, a remark each.
    std::vector<Error> problems() const;

    /// A usage error names the nearest preset.
    Result<RunSpec> load(const std::string& name) const;

    /// Whether it is one that the user saved.
    bool isOwn(const std::string& name) const;

    /// Saves under the spec's name, without blanks around it. Usage errors: a name that is no good
    /// for a file, one of the program's, or, unless it is to be replaced, one that is there.
    Result<void> saveOwn(RunSpec spec, IfThere ifThere = IfThere::Refuse) const;

    Result<void> removeOwn(const std::string& name) const;

private:
    std::vector<std::string> ownNames() const;
    std::filesystem::path ownFile(const std::string& name) const;
    Result<RunSpec> loadOwn(const std::string& name) const;

    std::filesystem::path m_builtIn;
    std::filesystem::path m_own;
};

} // namespace pareidolia
