// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a run file, a transaction at a time. One thread at a time; blocks on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/runfile/RunHeader.h"
#include "core/search/Search.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// What happened since the last transaction; ends with a whole generation.
struct RunBatch
{
    std::vector<CurvePoint> points;
    std::vector<Improvement> improvements; ///< in order
    std::vector<ChangeRecord> changes;     ///< that came into force
    std::vector<ChangeRecord> waiting;     ///< for a generation to come: all there are now
    struct Event
    {
        std::uint32_t generation = 0; ///< the next one
        double seconds = 0;
        std::string what;
    };
    std::vector<Event> events;

    std::optional<std::uint32_t> generation; ///< the last whole one of the run
    std::uint64_t evaluations = 0;
    std::uint64_t invalidScores = 0;
    double seconds = 0;
    SearchMemory memory;
};

/// Holds the file against other writers until it is gone; readers may look on meanwhile.
class RunFileWriter
{
public:
    /// A new file with a header and no generation. A usage error if there is a file already.
    static Result<std::unique_ptr<RunFileWriter>> create(const std::filesystem::path& path,
                                                         const RunHeader& header);

    /// A file that a run goes on in. Failures: it is no run file, or another process writes it.
    static Result<std::unique_ptr<RunFileWriter>> open(const std::filesystem::path& path);

    /// Leaves one whole file without companions where the disk lets it.
    ~RunFileWriter();

    /// All or nothing. After a failure, such as a full disk, the same batch may be written again.
    Result<void> write(const RunBatch& batch);

    /// Brings everything into the one file, unless somebody reads an older state of it.
    Result<void> checkpoint();

    /// Whether everything is in the one file, so that a copy of it is whole.
    bool isWhole() const;

    const std::filesystem::path& path() const;

private:
    struct Parts;
    explicit RunFileWriter(std::unique_ptr<Parts> parts);
    static Result<std::unique_ptr<RunFileWriter>> prepare(const std::filesystem::path& path,
                                                          const RunHeader* header);

    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
