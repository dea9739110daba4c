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

    /// `own`: which of the folders is the user's, whose models may be renamed and removed; empty:
    /// none.
    explicit ModelLibrary(std::vector<std::filesystem::path> folders,
                          std::filesystem::path own = {});

    struct Entry
    {
        ModelInfo info;
        std::filesystem::path file;
        bool own = false;
    };
    struct Survey
    {
        std::vector<Entry> entries;
        std::vector<Error> problems;
    };
    /// As `list`, with where each model lies.
    Survey survey() const;

    /// Every model that can be opened, by name; the first folder wins where names are equal.
    /// Files that cannot be opened are left out and told in `problems`.
    struct Listing
    {
        std::vector<ModelInfo> models;
        std::vector<Error> problems;
    };
    Listing list() const;

    /// A model by its name, or by the path of a `.pt` file. An unknown name is a usage error that
    /// names the nearest known one; a network that is still to make is a failure that says so.
    Result<ModelFile> open(const std::string& nameOrPath) const;

    /// Whether this is a network of the program's that set-up makes from a download (see
    /// packaging/networks) and could not make yet. Looks for its file, opens none.
    bool isStillToMake(const std::string& name) const;

    /// Where the user's own models lie; it need not exist. Empty: there is no such folder.
    const std::filesystem::path& ownFolder() const { return m_own; }

    /// Where a new model of this name would lie. Usage errors: it is no name for a model, it is
    /// taken, or there is no folder for it.
    Result<std::filesystem::path> placeFor(const std::string& name) const;

    /// Give a model of the user's own another name (its hash stays), or take it away for good. The
    /// program's own models are left alone: a usage error.
    Result<void> rename(const std::string& name, const std::string& newName) const;
    Result<void> remove(const std::string& name) const;

    /// Differs after any model file came, went or changed. Opens none.
    std::string stamp() const;

private:
    Result<Entry> ownEntry(const std::string& name, const char* act) const;

    std::vector<std::filesystem::path> m_folders;
    std::filesystem::path m_own;
};

} // namespace pareidolia
