// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunRecorder.h"

#include "core/base/Log.h"
#include "core/base/ReturnError.h"

#include <utility>

namespace pareidolia {

namespace {

constexpr std::chrono::milliseconds patience{500}; ///< before a disk is tried again

} // namespace

RunRecorder::RunRecorder(std::unique_ptr<RunFileWriter> file, const Run& run)
    : m_file(std::move(file)), m_path(m_file->path()), m_events(run.events().size())
{
    takeStateOf(run);
    if (run.lifecycle().interrupted && m_file->isOfToday())
        happened(); // the file says that it is running
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

RunRecorder::~RunRecorder()
{
    (void)flush();
}

void RunRecorder::takeStateOf(const Run& run)
{
    m_batch.takeStateOf(run, m_events);
    m_resting = m_batch.life.state != RunState::Running;
}

void RunRecorder::generationEnded(const Run& run, const GenerationNews& news)
{
    const std::scoped_lock lock(m_mutex);
    m_batch.add(run, news);
    takeStateOf(run);
    happened();
}

void RunRecorder::changed(const Run& run)
{
    const std::scoped_lock lock(m_mutex);
    takeStateOf(run);
    happened();
}

void RunRecorder::happened()
{
    ++m_happened;
    if (m_resting)
        m_changed.notify_all(); // else it waits for the next second
}

std::optional<Error> RunRecorder::obstacle() const
{
    const std::scoped_lock lock(m_mutex);
    return m_obstacle;
}

std::vector<std::string> RunRecorder::takeRemarks()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_remarks, {});
}

Result<void> RunRecorder::flush()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t ticket = m_happened, failures = m_failures;
    m_asked = true;
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return m_written >= ticket || m_failures > failures; });
    if (m_written < ticket)
        return tl::unexpected(*m_failure);
    return {};
}

Result<void> RunRecorder::ready()
{
    if (m_file)
        return {};
    ASSIGN_OR_RETURN(auto file, RunFileWriter::open(m_path));
    m_file = std::move(file);
    return {};
}

Result<void> RunRecorder::withFile(const std::function<Result<void>()>& act)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_writing; });
    m_writing = true;
    lock.unlock();
    auto done = act();
    lock.lock();
    m_writing = false;
    m_changed.notify_all();
    return done;
}

Result<void> RunRecorder::copyTo(const std::filesystem::path& path)
{
    RETURN_IF_ERROR(flush());
    return withFile([&]() -> Result<void> {
        RETURN_IF_ERROR(ready());
        return m_file->copyTo(path);
    });
}

Result<void> RunRecorder::moveTo(const std::filesystem::path& path)
{
    auto moved = withFile([&]() -> Result<void> {
        RETURN_IF_ERROR(ready());
        RETURN_IF_ERROR(m_file->copyTo(path));
        if (path == m_path) { // its lock is needed, and it would take the new file's log with it
            m_file.reset();
            RETURN_IF_ERROR(ready());
        } else {
            ASSIGN_OR_RETURN(auto file, RunFileWriter::open(path));
            m_file = std::move(file);
            m_path = path;
        }
        const std::scoped_lock lock(m_mutex);
        m_obstacle.reset(); // it was the old file's
        return {};
    });
    return moved ? flush() : moved;
}

void RunRecorder::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_writing)
            writeOnce(lock);
        const auto rest = m_obstacle ? patience : interval;
        // At once if the run rests, unless the disk has just refused it, or if somebody waits for
        // it.
        m_changed.wait_for(lock, stop, rest, [this] {
            return m_written < m_happened && !m_writing && (m_asked || (m_resting && !m_obstacle));
        });
    }
}

void RunRecorder::writeOnce(std::unique_lock<std::mutex>& lock)
{
    const std::uint64_t ticket = m_happened;
    const bool pending = m_written < ticket;
    RunBatch batch = pending ? m_batch.take() : RunBatch{};
    const bool makesWhole = pending && (std::exchange(m_asked, false) || m_resting);
    m_writing = true;
    lock.unlock();
    Result<void> written = ready();
    if (written)
        written = pending ? m_file->write(batch) : m_file->check();
    std::string remark = m_file ? m_file->takeRemark() : std::string();
    if (written && makesWhole)
        (void)m_file->checkpoint(); // all is safe beside the file as well
    lock.lock();
    m_writing = false;
    const auto before = std::exchange(m_obstacle, std::nullopt);
    if (!remark.empty())
        m_remarks.push_back(std::move(remark));
    if (written) {
        m_written = ticket;
    } else {
        if (!before || before->sentence() != written.error().sentence())
            diagnostics::log("runfile", written.error().sentence());
        m_obstacle = m_failure = written.error();
        ++m_failures;
        m_batch.putBack(std::move(batch));
    }
    m_changed.notify_all();
}

} // namespace pareidolia
