// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a run file, a transaction at a time. One thread at a time; blocks on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/runfile/RunBatch.h"
#include "core/runfile/RunHeader.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// Holds the file against other writers until it is gone; readers may look on meanwhile.
class RunFileWriter
{
public:
    /// A new file with a header and no generation. A usage error if there is a file already.
    static Result<std::unique_ptr<RunFileWriter>> create(const std::filesystem::path& path,
                                                         const RunHeader& header);

    /// A file that a run goes on in. Failures: it is not a run file, or another process writes it.
    static Result<std::unique_ptr<RunFileWriter>> open(const std::filesystem::path& path);

    /// Leaves one whole file without companions where the disk lets it.
    ~RunFileWriter();

    /// All or nothing. After a failure, such as a full disk or a file that was moved away, the same
    /// batch may be written again. The first one brings a file of an older version to today's,
    /// after a copy of the old one lies safe beside it.
    Result<void> write(const RunBatch& batch);

    /// A failure if the file was moved away, deleted or replaced.
    Result<void> check() const;

    /// Whether it has this version's format already, so that writing brings nothing up.
    bool isOfToday() const;

    /// Brings everything into the one file, unless somebody reads an older state of it.
    Result<void> checkpoint();

    /// A whole copy as it is now, also of a file that has vanished meanwhile; what is at `path` is
    /// replaced, and stays if it fails.
    Result<void> copyTo(const std::filesystem::path& path);

    /// What a person should know of the last writing; empty: nothing.
    std::string takeRemark();

    const std::filesystem::path& path() const;

private:
    struct Parts;
    explicit RunFileWriter(std::unique_ptr<Parts> parts);
    static Result<std::unique_ptr<RunFileWriter>> prepare(const std::filesystem::path& path,
                                                          const RunHeader* header);

    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
