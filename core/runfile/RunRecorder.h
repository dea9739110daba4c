// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a run down while it goes on: a thread of its own gathers what happens and writes it every
// second, so the engine never waits for the disk. Where it cannot be written, or the file has gone,
// no generation begins.
#pragma once

#include "core/run/RunListener.h"
#include "core/runfile/RunFileWriter.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pareidolia {

class RunRecorder : public RunListener
{
public:
    /// What a crash may cost, at most, is twice this.
    static constexpr std::chrono::milliseconds interval{1000};

    /// Of a run before it is handed to the engine.
    RunRecorder(std::unique_ptr<RunFileWriter> file, const Run& run);

    /// Writes what there is.
    ~RunRecorder() override;

    void generationEnded(const Run& run, const GenerationNews& news) override;
    void changed(const Run& run) override;
    std::optional<Error> obstacle() const override;
    std::vector<std::string> takeRemarks() override;

    /// Waits until all that had happened when it was called is in the file, or cannot be.
    Result<void> flush();

    /// A whole copy of the file as it is after a flush; what is at `path` is replaced. Blocks.
    Result<void> copyTo(const std::filesystem::path& path);

    /// From here on the run is written down there, with all that was before; what is at `path` is
    /// replaced. It need not have been possible to write the old file, which stays. Blocks.
    Result<void> moveTo(const std::filesystem::path& path);

private:
    void work(const std::stop_token& stop);

    void takeStateOf(const Run& run);
    void happened();
    /// What there is to write; in any case it finds out whether the file is still there.
    void writeOnce(std::unique_lock<std::mutex>& lock);

    /// Opens the file again if need be.
    Result<void> ready();

    /// Lets `act` have the file to itself.
    Result<void> withFile(const std::function<Result<void>()>& act);

    // Whose these are, m_writing tells.
    std::unique_ptr<RunFileWriter> m_file; ///< null if it could not be opened again
    std::filesystem::path m_path;          ///< where it is or should be

    mutable std::mutex m_mutex; ///< guards all below
    std::condition_variable_any m_changed;
    RunBatch m_batch;                ///< not yet written
    std::uint64_t m_happened = 0;    ///< so many things
    std::uint64_t m_written = 0;     ///< of them
    std::uint64_t m_failures = 0;    ///< of writing
    bool m_asked = false;            ///< somebody waits for the next transaction
    std::size_t m_events = 0;        ///< of the run that were taken
    bool m_resting = false;          ///< the run is paused or over
    bool m_writing = false;          ///< somebody has the file to himself
    std::optional<Error> m_obstacle; ///< until it is tried again
    std::optional<Error> m_failure;  ///< the last
    std::vector<std::string> m_remarks;
    std::jthread m_thread; ///< last: it ends before what it uses
};

} // namespace pareidolia
