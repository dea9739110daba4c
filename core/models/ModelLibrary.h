// SPDX-License-Identifier: GPL-3.0-or-later
// The networks at hand: those that came with the program, then the user's own.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

/// A name is a file name without its extension, and not a path: a usage error says what is wrong.
Result<void> checkModelName(const std::string& name);

/// A value; reads folders when asked, keeps nothing open.
class ModelLibrary
{
public:
    /// The program's two folders, `models` (in the repository) and `networks` (made at set-up by
    /// packaging/networks, or missing), and `$XDG_DATA_HOME/pareidolia/models`.
    static ModelLibrary standard();

    /// `own`: the folder among them whose networks may be renamed and removed; empty: none.
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
    /// Every network that can be opened, by name; of equal names the first folder's. Files that
    /// cannot be opened are reported in `problems`.
    Survey survey() const;

    /// A network by its name, or by the path of a `.pt` file. An unknown name is a usage error that
    /// names the nearest known one; a network that set-up has not created yet is a failure.
    Result<ModelFile> open(const std::string& nameOrPath) const;

    /// Whether this is a network that set-up creates from a download (see packaging/networks) and
    /// has not created yet. Looks for the file, opens none.
    bool isStillToMake(const std::string& name) const;

    /// The folder of the user's own networks; it need not exist. Empty: there is no such folder.
    const std::filesystem::path& ownFolder() const { return m_own; }

    /// The file for a new network with this name. Usage errors: the name is invalid or taken, or
    /// there is no folder for it.
    Result<std::filesystem::path> placeFor(const std::string& name) const;

    /// Renames (the hash stays the same) or deletes one of the user's own networks. A usage error
    /// for the program's own.
    Result<void> rename(const std::string& name, const std::string& newName) const;
    Result<void> remove(const std::string& name) const;

    /// Differs after any model file was added, removed or changed. Opens none.
    std::string stamp() const;

private:
    Result<Entry> ownEntry(const std::string& name, const char* act) const;

    std::vector<std::filesystem::path> m_folders;
    std::filesystem::path m_own;
};

} // namespace pareidolia
