// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRecorder.h"

#include "core/base/Files.h"

#include <iterator>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::chrono::milliseconds patience{500}; ///< before a disk is tried again

const char* wordFor(RunState state, bool startedBefore)
{
    switch (state) {
    case RunState::Running:
        return startedBefore ? "resumed" : "started";
    case RunState::Paused:
        return "paused";
    case RunState::Finished:
        return "finished";
    case RunState::Failed:
        break;
    }
    return "failed";
}

template <typename Value>
void putInFront(std::vector<Value> older, std::vector<Value>& newer)
{
    std::ranges::move(newer, std::back_inserter(older));
    newer = std::move(older);
}

} // namespace

RunRecorder::RunRecorder(std::unique_ptr<RunFileWriter> file, const Run& run, double seconds)
    : m_file(std::move(file)), m_started(run.generation().has_value())
{
    m_batch.generation = run.generation();
    m_batch.evaluations = run.evaluations();
    m_batch.invalidScores = run.invalidScores();
    m_batch.seconds = seconds;
    m_batch.memory = run.search().memory();
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

RunRecorder::~RunRecorder()
{
    (void)flush();
}

void RunRecorder::generationEnded(const Run& run, const GenerationNews& news)
{
    SearchMemory memory = run.search().memory();
    const std::scoped_lock lock(m_mutex);
    m_batch.points.push_back(news.point);
    std::ranges::copy(news.improvements, std::back_inserter(m_batch.improvements));
    std::ranges::copy(news.changes, std::back_inserter(m_batch.changes));
    if (!news.changes.empty())
        m_batch.waiting.clear(); // all of them came into force
    m_batch.generation = news.point.generation;
    m_batch.evaluations = news.point.evaluations;
    m_batch.invalidScores = run.invalidScores();
    m_batch.seconds = news.point.seconds;
    m_batch.memory = std::move(memory);
    m_fresh = true;
    if (m_resting)
        m_changed.notify_all(); // the last one before a pause
}

void RunRecorder::changeAsked(const ChangeRecord& change)
{
    const std::scoped_lock lock(m_mutex);
    m_batch.waiting.push_back(change);
    m_fresh = true;
}

void RunRecorder::stateChanged(RunState state, double seconds, const std::string& ending)
{
    const std::scoped_lock lock(m_mutex);
    std::string what = wordFor(state, std::exchange(m_started, true));
    if (!ending.empty())
        what += ": " + ending;
    m_batch.events.push_back(
        {m_batch.generation ? *m_batch.generation + 1 : 0, seconds, std::move(what)});
    m_fresh = true;
    m_resting = state != RunState::Running;
    m_changed.notify_all();
}

std::optional<Error> RunRecorder::obstacle() const
{
    const std::scoped_lock lock(m_mutex);
    return m_obstacle;
}

Result<void> RunRecorder::flush()
{
    std::unique_lock lock(m_mutex);
    m_asked = true;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return !m_writing && (!m_fresh || m_obstacle); });
    if (m_obstacle)
        return tl::unexpected(*m_obstacle);
    return {};
}

Result<void> RunRecorder::withFile(const std::function<Result<void>()>& act)
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_writing; });
    m_writing = true;
    lock.unlock();
    auto done = m_file->checkpoint();
    if (done && !m_file->isWhole())
        done = failure(m_file->path().string(), "somebody is reading it", "try again in a moment");
    if (done)
        done = act();
    lock.lock();
    m_writing = false;
    m_changed.notify_all();
    return done;
}

Result<void> RunRecorder::copyTo(const std::filesystem::path& path)
{
    return withFile([&] { return copyFile(m_file->path(), path); });
}

Result<void> RunRecorder::moveTo(const std::filesystem::path& path)
{
    return withFile([&]() -> Result<void> {
        if (auto copied = copyFile(m_file->path(), path); !copied)
            return copied;
        auto moved = RunFileWriter::open(path);
        if (!moved)
            return tl::unexpected(moved.error());
        m_file = std::move(*moved);
        return {};
    });
}

void RunRecorder::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (m_fresh && !m_writing)
            writeOnce(lock);
        const auto rest = m_obstacle ? patience : interval;
        // What is urgent is written at once, unless the disk has just refused it.
        m_changed.wait_for(lock, stop, rest,
                           [this] { return isUrgent() && m_fresh && !m_obstacle; });
    }
}

void RunRecorder::writeOnce(std::unique_lock<std::mutex>& lock)
{
    RunBatch batch = m_batch; // with the state of now, which stays true
    m_batch.points.clear();
    m_batch.improvements.clear();
    m_batch.changes.clear();
    m_batch.events.clear();
    const bool urgent = isUrgent();
    m_asked = false;
    m_fresh = false;
    m_writing = true;
    lock.unlock();
    Result<void> written = m_file->write(batch);
    if (written && urgent)
        written = m_file->checkpoint();
    lock.lock();
    m_writing = false;
    m_obstacle.reset();
    if (!written) {
        m_obstacle = written.error();
        m_fresh = true;
        putInFront(std::move(batch.points), m_batch.points);
        putInFront(std::move(batch.improvements), m_batch.improvements);
        putInFront(std::move(batch.changes), m_batch.changes);
        putInFront(std::move(batch.events), m_batch.events);
    }
    m_changed.notify_all();
}

} // namespace pareidolia
