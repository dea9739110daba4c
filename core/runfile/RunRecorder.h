// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a run down while it goes on: a thread of its own gathers what happens and writes it every
// few seconds, so the engine never waits for the disk. Where the disk is full, no generation begins
// until it is written.
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
#include <thread>

namespace pareidolia {

class RunRecorder : public RunListener
{
public:
    /// What a crash may cost, at most, is twice this.
    static constexpr std::chrono::milliseconds interval{1000};

    /// `state`: of the run before it is handed to the engine.
    RunRecorder(std::unique_ptr<RunFileWriter> file, const Run& run, double seconds);

    /// Writes what there is.
    ~RunRecorder() override;

    void generationEnded(const Run& run, const GenerationNews& news) override;
    void changeAsked(const ChangeRecord& change) override;
    void stateChanged(RunState state, double seconds, const std::string& ending) override;
    std::optional<Error> obstacle() const override;

    /// Waits until all that has happened is in the file, or cannot be.
    Result<void> flush();

    /// A whole copy of the file as it is after a flush; what is at `path` is replaced. Blocks.
    Result<void> copyTo(const std::filesystem::path& path);

    /// The same, and from here on the run is written down there. The old file stays. Blocks.
    Result<void> moveTo(const std::filesystem::path& path);

private:
    void work(const std::stop_token& stop);

    /// Whether to write at once, and to make the file whole.
    bool isUrgent() const { return m_resting || m_asked; }

    /// Lets `act` have the file to itself, when all that happened is in it.
    Result<void> withFile(const std::function<Result<void>()>& act);
    void writeOnce(std::unique_lock<std::mutex>& lock);

    std::unique_ptr<RunFileWriter> m_file; ///< whose, tells m_writing

    mutable std::mutex m_mutex; ///< guards all below
    std::condition_variable_any m_changed;
    RunBatch m_batch;       ///< not yet written
    bool m_fresh = false;   ///< the batch has something new
    bool m_resting = false; ///< the run is paused or over
    bool m_asked = false;   ///< somebody waits for the next transaction
    bool m_writing = false; ///< somebody has the file to himself
    bool m_started = false; ///< the run was running before
    std::optional<Error> m_obstacle;
    std::jthread m_thread; ///< last: it ends before what it uses
};

} // namespace pareidolia
