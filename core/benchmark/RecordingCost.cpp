// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/RecordingCost.h"

#include "core/base/ReturnError.h"
#include "core/base/TemporaryFolder.h"

#include "core/benchmark/Median.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"

#include <chrono>
#include <filesystem>
#include <random>
#include <utility>
#include <vector>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Counts the time that the engine's workers spend with a recorder.
class TimedRecorder : public RunListener
{
public:
    TimedRecorder(std::unique_ptr<RunFileWriter> file, const Run& run)
        : m_recorder(std::move(file), run)
    {}

    void generationEnded(const Run& run, const GenerationNews& news) override
    {
        timed([&] { m_recorder.generationEnded(run, news); });
    }
    void changed(const Run& run) override
    {
        timed([&] { m_recorder.changed(run); });
    }
    std::optional<Error> obstacle() const override { return m_recorder.obstacle(); }

    double seconds() const { return std::chrono::duration<double>(m_time).count(); }
    Result<void> flush() { return m_recorder.flush(); }

private:
    void timed(const auto& act)
    {
        const auto start = Clock::now();
        act();
        m_time += Clock::now() - start; // one generation after the other: no two at once
    }

    RunRecorder m_recorder;
    Clock::duration m_time{};
};

} // namespace

Result<RecordingCost> recordingCost(const Subject& subject, int threads, int rounds)
{
    const TemporaryFolder folder;
    std::vector<double> shares, ratios, bytes;
    for (int round = 0; round < rounds; ++round) {
        ASSIGN_OR_RETURN(const auto plain, measureRun(subject, threads));
        const fs::path file = folder.path() / (std::to_string(round) + ".pareidolia");
        std::shared_ptr<TimedRecorder> recorder;
        std::optional<Error> problem;
        const auto record = [&](const Run& run) -> std::shared_ptr<RunListener> {
            auto writer = RunFileWriter::create(file, headerOf(run));
            if (!writer) {
                problem = writer.error();
                return nullptr;
            }
            recorder = std::make_shared<TimedRecorder>(std::move(*writer), run);
            return recorder;
        };
        const auto recorded = measureRun(subject, threads, record);
        if (!recorded || problem)
            return tl::unexpected(problem ? *problem : recorded.error());
        RETURN_IF_ERROR(recorder->flush());
        shares.push_back(recorder->seconds() * recorded->picturesPerSecond / recorded->pictures);
        ratios.push_back(recorded->picturesPerSecond / plain.picturesPerSecond);
        recorder.reset();
        bytes.push_back(static_cast<double>(fs::file_size(file)) / recorded->pictures);
    }
    return RecordingCost{medianOf(shares), medianOf(ratios), medianOf(bytes)};
}

} // namespace pareidolia
