// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Engine.h"

#include "core/run/GenerationWork.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <limits>
#include <utility>

namespace pareidolia {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto obstacleCheckInterval = std::chrono::milliseconds(200);

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Nothing escapes a thread; what is thrown here is out of memory, or a bug.
template <typename Value, typename Work>
Result<Value> guarded(Work work)
{
    try {
        return work();
    } catch (const std::exception& exception) {
        return failure("the run", exception.what(),
                       "free some memory or choose smaller settings, and run it again");
    }
}

} // namespace

struct Engine::Client
{
    std::unique_ptr<Run> run; ///< changed only while nobody reads it: see `reading`
    std::shared_ptr<RunFeed> feed = std::make_shared<RunFeed>();
    std::shared_ptr<RunListener> listener; ///< may be null
    bool obstructed = false;               ///< the listener lets no generation begin

    RunState state = RunState::Paused;
    std::optional<std::uint64_t> until; ///< evaluations at which it pauses, whatever the pace
    std::uint64_t group = 0;            ///< of runs in lock-step; 0: none
    std::uint64_t evaluations = 0;      ///< the run's, when its last generation had ended

    std::unique_ptr<GenerationWork> generation; ///< under way
    std::size_t nextChunk = 0;
    std::size_t chunksDone = 0;
    int busy = 0;         ///< workers inside a task of this run
    bool ending = false;  ///< a worker is telling the search its scores
    bool reading = false; ///< somebody inspects it

    std::optional<Clock::duration> interval; ///< between beginnings of generations, at least
    Clock::time_point due;                   ///< the next generation begins no earlier

    double served = 0;  ///< worker seconds, for fairness
    double seconds = 0; ///< of running, up to `since`
    Clock::time_point since;

    double runningSeconds() const
    {
        return state == RunState::Running ? seconds + secondsSince(since) : seconds;
    }
    bool over() const { return state == RunState::Finished || state == RunState::Failed; }
    void dropGeneration()
    {
        generation.reset();
        nextChunk = chunksDone = 0;
    }
};

struct Engine::Task
{
    Client* client;
    GenerationWork* generation;
    std::size_t chunk;
};

int Engine::workersHere()
{
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, mostWorkers);
}

Engine::Engine(int workers)
{
    for (int i = 0; i < std::clamp(workers, 1, mostWorkers); ++i)
        m_workers.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Engine::~Engine()
{
    for (std::jthread& worker : m_workers)
        worker.request_stop();
}

RunId Engine::open(std::unique_ptr<Run> run, double seconds, std::shared_ptr<RunListener> listener)
{
    const std::scoped_lock lock(m_mutex);
    auto client = std::make_unique<Client>();
    client->run = std::move(run);
    client->seconds = seconds;
    client->listener = std::move(listener);
    client->evaluations = client->run->evaluations();
    if (client->run->generation())
        client->feed->publish(GenerationNews{.point = client->run->curve().points().back()},
                              seconds); // where a run from a file stands
    const RunId id{++m_lastId};
    m_clients.emplace(id, std::move(client));
    return id;
}

Engine::Client& Engine::at(RunId id)
{
    return *m_clients.at(id);
}

void Engine::start(RunId id)
{
    const std::scoped_lock lock(m_mutex);
    Client& client = at(id);
    if (client.over())
        return;
    client.until.reset();
    run(client);
}

void Engine::pause(RunId id)
{
    const std::scoped_lock lock(m_mutex);
    if (!at(id).over())
        setState(at(id), RunState::Paused);
}

void Engine::step(RunId id)
{
    runUntil(id, 0);
}

void Engine::runUntil(RunId id, std::uint64_t evaluations)
{
    const std::scoped_lock lock(m_mutex);
    Client& client = at(id);
    if (client.over())
        return;
    client.until = evaluations;
    run(client);
}

void Engine::run(Client& client)
{
    // Nobody gets back the time that others had while it did not run.
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [id, other] : m_clients)
        if (other->state == RunState::Running)
            least = std::min(least, other->served);
    if (std::isfinite(least))
        client.served = std::max(client.served, least);
    setState(client, RunState::Running);
    announceWork();
}

void Engine::setPace(RunId id, std::optional<double> generationsPerSecond)
{
    const std::scoped_lock lock(m_mutex);
    Client& client = at(id);
    client.interval.reset();
    if (generationsPerSecond && *generationsPerSecond > 0)
        client.interval = std::chrono::duration_cast<Clock::duration>(
            std::chrono::duration<double>(1 / *generationsPerSecond));
    client.due = std::min(client.due, Clock::now() + client.interval.value_or(Clock::duration{}));
    announceWork();
}

void Engine::stop(RunId id)
{
    const std::scoped_lock lock(m_mutex);
    Client& client = at(id);
    if (!client.over())
        setState(client, RunState::Finished, "it was stopped");
    if (client.busy == 0)
        client.dropGeneration();
    announceWork(); // others of its group need not wait for it any more
}

Result<void> Engine::change(RunId id, const std::string& key, const std::string& value)
{
    std::unique_lock lock(m_mutex);
    Client& client = at(id);
    m_taskSettled.wait(lock, [&] { return !client.ending && !client.reading; });
    const auto change = client.run->change(key, value);
    if (!change)
        return tl::unexpected(change.error());
    if (client.listener)
        client.listener->changeAsked(*change);
    return {};
}

void Engine::keepInStep(const std::vector<RunId>& ids)
{
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t group = ++m_lastId;
    for (const RunId id : ids)
        at(id).group = group;
    announceWork();
}

std::shared_ptr<RunFeed> Engine::feed(RunId id)
{
    const std::scoped_lock lock(m_mutex);
    return at(id).feed;
}

void Engine::inspect(RunId id, const std::function<void(const Run&, double seconds)>& look)
{
    std::unique_lock lock(m_mutex);
    Client& client = at(id);
    m_taskSettled.wait(lock, [&] { return !client.ending && !client.reading; });
    client.reading = true;
    const double seconds = client.runningSeconds();
    lock.unlock();
    look(*client.run, seconds);
    lock.lock();
    client.reading = false;
    m_taskSettled.notify_all();
    announceWork();
}

std::unique_ptr<Run> Engine::close(RunId id)
{
    std::unique_lock lock(m_mutex);
    Client& client = at(id);
    if (!client.over())
        setState(client, RunState::Finished, "it was closed");
    m_taskSettled.wait(lock, [&] { return client.busy == 0 && !client.reading; });
    std::unique_ptr<Run> run = std::move(client.run);
    m_clients.erase(id);
    announceWork();
    return run;
}

void Engine::setState(Client& client, RunState state, std::string ending,
                      std::optional<Error> error)
{
    client.seconds = client.runningSeconds();
    client.since = Clock::now();
    client.state = state;
    if (client.listener)
        client.listener->stateChanged(state, client.seconds, ending);
    client.feed->publish(state, client.seconds, std::move(ending), std::move(error));
}

void Engine::announceWork()
{
    ++m_changes;
    m_workChanged.notify_all();
}

void Engine::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        std::optional<Task> task;
        const std::uint64_t seen = m_changes;
        m_workChanged.wait_until(lock, stop, nextDue(),
                                 [&] { return (task = claim()).has_value() || m_changes != seen; });
        if (!task)
            continue; // asked to stop, or the time until the next generation is another one
        lock.unlock();
        const auto start = Clock::now();
        Result<void> done = guarded<void>([&] { return task->generation->work(task->chunk); });
        const double seconds = secondsSince(start);
        lock.lock();
        settle(*task, std::move(done), seconds, lock);
    }
}

bool Engine::mayBegin(const Client& client) const
{
    if (client.group == 0)
        return true;
    return std::ranges::none_of(m_clients, [&](const auto& entry) {
        const Client& other = *entry.second;
        return other.group == client.group && !other.over() &&
               other.evaluations < client.evaluations;
    });
}

bool Engine::runnable(Client& client)
{
    if (client.state != RunState::Running || client.ending)
        return false;
    const auto& seconds = client.run->spec().limits.seconds;
    if (seconds && client.runningSeconds() >= *seconds) {
        setState(client, RunState::Finished, "time is over");
        return false;
    }
    if (client.generation)
        return client.nextChunk < client.generation->chunks();
    return !client.reading && client.busy == 0 && mayBegin(client) &&
           (client.until || Clock::now() >= client.due) && !isObstructed(client);
}

bool Engine::isObstructed(Client& client)
{
    const auto obstacle = client.listener ? client.listener->obstacle() : std::nullopt;
    if (obstacle.has_value() != client.obstructed)
        client.feed->publish(obstacle
                                 ? obstacle->sentence() + "; the run waits and goes on by itself"
                                 : "The run goes on.");
    client.obstructed = obstacle.has_value();
    return client.obstructed;
}

/// When a run that waits, for its pace or for its listener, may go on; far away if none does.
Clock::time_point Engine::nextDue() const
{
    auto earliest = Clock::now() + std::chrono::hours(1);
    for (const auto& [id, client] : m_clients) {
        if (client->state != RunState::Running || client->generation)
            continue;
        if (client->interval)
            earliest = std::min(earliest, client->due);
        if (client->obstructed)
            earliest = std::min(earliest, Clock::now() + obstacleCheckInterval);
    }
    return earliest;
}

std::optional<Engine::Task> Engine::claim()
{
    Client* chosen = nullptr;
    for (const auto& [id, client] : m_clients)
        if (runnable(*client) && (!chosen || client->served < chosen->served))
            chosen = client.get();
    if (!chosen)
        return std::nullopt;
    if (!chosen->generation) {
        const Run& run = *chosen->run;
        chosen->generation =
            std::make_unique<GenerationWork>(chosen->run->begin(), run.search(), run.classifier());
        chosen->nextChunk = chosen->chunksDone = 0;
        if (chosen->interval)
            chosen->due = Clock::now() + *chosen->interval;
        announceWork(); // there is more than one chunk for the others to take
    }
    ++chosen->busy;
    return Task{chosen, chosen->generation.get(), chosen->nextChunk++};
}

void Engine::settle(const Task& task, Result<void> done, double seconds,
                    std::unique_lock<std::mutex>& lock)
{
    Client& client = *task.client;
    client.served += seconds;
    ++client.chunksDone;
    if (!done && !client.over())
        setState(client, RunState::Failed, "it failed", done.error());
    if (!client.over() && client.chunksDone == client.generation->chunks())
        endGeneration(client, lock);
    --client.busy;
    if (client.over() && client.busy == 0)
        client.dropGeneration();
    m_taskSettled.notify_all();
    announceWork();
}

void Engine::endGeneration(Client& client, std::unique_lock<std::mutex>& lock)
{
    client.ending = true;
    m_taskSettled.wait(lock, [&] { return !client.reading; });
    const double seconds = client.runningSeconds();
    lock.unlock();
    // Between generations the run belongs to this worker alone.
    Result<GenerationNews> news = guarded<GenerationNews>([&] {
        auto ended =
            client.run->end(client.generation->children(), client.generation->scores(), seconds);
        if (ended && client.listener)
            client.listener->generationEnded(*client.run, *ended);
        return ended;
    });
    lock.lock();
    client.ending = false;
    client.evaluations = client.run->evaluations();
    client.dropGeneration();
    if (!news) {
        setState(client, RunState::Failed, "it failed", news.error());
        return;
    }
    client.feed->publish(std::move(*news), seconds);
    if (client.over())
        return; // stopped meanwhile
    if (const auto ending = client.run->ending(seconds))
        setState(client, RunState::Finished, *ending);
    else if (client.until && client.evaluations >= *client.until)
        setState(client, RunState::Paused);
}

} // namespace pareidolia
