// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a run file, while another process writes it, too. Files are untrusted: every row is held
// against its proof, and nothing that is damaged is ever shown as right. One thread at a time;
// blocks on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/run/SavedRun.h"
#include "core/run/SettingsLog.h"
#include "core/runfile/RunHeader.h"
#include "core/search/Search.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

class RunFile
{
public:
    /// Failures: no run file, one of a newer program, one whose header is damaged.
    static Result<std::unique_ptr<RunFile>> open(const std::filesystem::path& path);
    ~RunFile();

    const std::filesystem::path& path() const;
    const RunHeader& header() const;

    /// What the run begun with, the changes in force and those that wait.
    const SettingsLog& settings() const;

    /// Where the run is in its life: running only while a program writes it.
    Lifecycle lifecycle() const;

    /// The last whole generation; nothing before the initial one was scored.
    std::optional<std::uint32_t> generation() const;
    double seconds() const; ///< of running

    /// Looks again at how far the run came; whether it came further, or its state is another one.
    Result<bool> refresh();

    /// A whole copy as it is now; what is at `path` is replaced.
    Result<void> copyTo(const std::filesystem::path& to) const;

    /// All that the run needs to go on. `search` is one of its kind, which grows its genomes. A
    /// failure if anything that it takes is missing or damaged.
    Result<SavedRun> load(const Search& search) const;

    /// The champions of now that the network is surest of, surest first.
    Result<std::vector<IndividualId>> surest(std::size_t most) const;

    /// Of any that were champions once, in the order of `ids`; null where one cannot be had.
    Result<std::vector<GenomePointer>> genomesOf(const Search& search,
                                                 std::span<const IndividualId> ids) const;

private:
    struct Parts;
    explicit RunFile(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
