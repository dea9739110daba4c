// SPDX-License-Identifier: GPL-3.0-or-later
// Where models are found: those that came with the program, then the user's own.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

/// A value; reads folders when asked, keeps nothing open.
class ModelLibrary
{
public:
    /// The program's two folders, `models` (in the repository) and `networks` (made at set-up by
    /// packaging/networks, or missing), and `$XDG_DATA_HOME/pareidolia/models`.
    static ModelLibrary standard();

    explicit ModelLibrary(std::vector<std::filesystem::path> folders);

    /// Every model that can be opened, by name; the first folder wins where names are equal.
    /// Files that cannot be opened are left out and told in `problems`.
    struct Listing
    {
        std::vector<ModelInfo> models;
        std::vector<Error> problems;
    };
    Listing list() const;

    /// A model by its name, or by the path of a `.pt` file. An unknown name is a usage error that
    /// names the nearest known one.
    Result<ModelFile> open(const std::string& nameOrPath) const;

private:
    std::vector<std::filesystem::path> m_folders;
};

} // namespace pareidolia
