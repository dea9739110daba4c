// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Engine.h"

#include "core/run/GenerationWork.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace pareidolia {

namespace {

using Clock = Scheduler::Clock;
using Step = Scheduler::Step;

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
    } catch (...) {
        return failure("the run", "it broke for an unknown reason", "run it again");
    }
}

tl::unexpected<Error> wasClosed(const std::string& what)
{
    return failure(what, "the run was closed", "open it again");
}

/// For as long as it lives.
class Unlocked
{
public:
    explicit Unlocked(std::unique_lock<std::mutex>& lock) : m_lock(lock) { m_lock.unlock(); }
    ~Unlocked() { m_lock.lock(); }
    Unlocked(const Unlocked&) = delete;
    Unlocked& operator=(const Unlocked&) = delete;

private:
    std::unique_lock<std::mutex>& m_lock;
};

} // namespace

struct Engine::Client
{
    RunId id;
    std::unique_ptr<Run> run; ///< only for who has access: a worker, or somebody with an Access
    std::shared_ptr<RunListener> listener; ///< may be null
    std::shared_ptr<RunFeed> feed = std::make_shared<RunFeed>();
    std::shared_ptr<GenerationWork> generation; ///< under way
    std::optional<RunNews::Obstacle> obstacle;  ///< as it was told last

    int queue = 0;        ///< who wait for access
    bool granted = false; ///< to the first of them; it stays held
    bool closed = false;
};

/// A run for one alone as long as this lives: it neither begins nor ends a generation then. Waits
/// for who has it, and is empty if it is closed meanwhile. The lock is held at both ends.
class Engine::Access
{
public:
    Access(Engine& engine, std::shared_ptr<Client> client, Lock& lock, bool closing = false)
        : m_engine(engine), m_client(std::move(client))
    {
        if (!m_client)
            return;
        if (!engine.m_scheduler.isHeld(m_client->id)) {
            engine.m_scheduler.hold(m_client->id, true);
            return;
        }
        ++m_client->queue;
        engine.m_accessChanged.wait(
            lock, [&] { return m_client->granted || (m_client->closed && !closing); });
        --m_client->queue;
        if (!std::exchange(m_client->granted, false))
            m_client.reset();
    }
    ~Access()
    {
        if (m_client)
            release(m_engine, *m_client);
    }
    Access(const Access&) = delete;
    Access& operator=(const Access&) = delete;

    /// Who waits is next, before the run goes on: it may be too fast to be caught otherwise.
    static void release(Engine& engine, Client& client)
    {
        client.granted = client.queue > 0;
        engine.m_scheduler.hold(client.id, client.granted);
        engine.m_accessChanged.notify_all();
        engine.announce();
    }

    /// It stays held for good.
    void keep() { m_client.reset(); }

    explicit operator bool() const { return m_client != nullptr; }
    Client* operator->() const { return m_client.get(); }
    Client& operator*() const { return *m_client; }

private:
    Engine& m_engine;
    std::shared_ptr<Client> m_client;
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

RunId Engine::open(std::unique_ptr<Run> run, std::shared_ptr<RunListener> listener)
{
    auto client = std::make_shared<Client>();
    client->run = std::move(run);
    client->listener = std::move(listener);
    const Run& opened = *client->run;
    if (opened.generation()) // where a run from a file stands
        client->feed->publish(GenerationNews{.point = opened.curve().points().back()});
    client->feed->publish(opened, opened.seconds());

    const Lock lock(m_mutex);
    client->id = RunId{++m_lastId};
    m_scheduler.add(client->id, opened.evaluations(), opened.seconds());
    if (opened.lifecycle().over())
        m_scheduler.end(client->id, Clock::now());
    const RunId id = client->id;
    m_clients.emplace(id, std::move(client));
    return id;
}

std::shared_ptr<Engine::Client> Engine::find(RunId id)
{
    const auto found = m_clients.find(id);
    return found == m_clients.end() || found->second->closed ? nullptr : found->second;
}

double Engine::seconds(const Client& client) const
{
    return m_scheduler.seconds(client.id, Clock::now());
}

void Engine::start(RunId id)
{
    Lock lock(m_mutex);
    if (const Access client(*this, find(id), lock); client && !client->run->lifecycle().over())
        startRun(*client, {});
}

void Engine::runUntil(RunId id, std::uint64_t evaluations)
{
    Lock lock(m_mutex);
    if (const Access client(*this, find(id), lock); client && !client->run->lifecycle().over())
        startRun(*client, evaluations);
}

void Engine::goOn(RunId id)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client || !client->run->canGoOn())
        return;
    client->run->goOn(seconds(*client));
    startRun(*client, {});
}

void Engine::startRun(Client& client, std::optional<std::uint64_t> until)
{
    if (const auto end = client.run->endReached(seconds(client))) {
        finish(client, *end);
        return;
    }
    client.run->start(seconds(client));
    m_scheduler.setLimit(client.id, client.run->spec().limits.seconds);
    m_scheduler.start(client.id, until, Clock::now());
    tell(client);
}

void Engine::pause(RunId id)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client || client->run->lifecycle().over())
        return;
    m_scheduler.rest(id, Clock::now());
    client->run->pause(seconds(*client));
    tell(*client);
}

void Engine::stop(RunId id)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client || client->run->lifecycle().over())
        return;
    m_scheduler.end(id, Clock::now());
    client->generation.reset();
    client->run->stop(seconds(*client));
    tell(*client);
}

void Engine::setPace(RunId id, std::optional<double> generationsPerSecond)
{
    const Lock lock(m_mutex);
    if (find(id))
        m_scheduler.setPace(id, generationsPerSecond, Clock::now());
    announce();
}

Result<std::optional<ChangeRecord>> Engine::change(RunId id, const std::string& key,
                                                   const std::string& value)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client)
        return wasClosed(key);
    auto changed = client->run->change(key, value);
    if (!changed)
        return changed;
    m_scheduler.setLimit(id, client->run->spec().limits.seconds);
    tell(*client);
    return changed;
}

Result<void> Engine::withdraw(RunId id, const std::string& key)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client)
        return wasClosed(key);
    auto withdrawn = client->run->withdraw(key);
    if (withdrawn)
        tell(*client);
    return withdrawn;
}

void Engine::keepInStep(std::vector<RunId> ids)
{
    const Lock lock(m_mutex);
    std::erase_if(ids, [this](RunId id) { return !find(id); });
    m_scheduler.keepInStep(ids);
    announce();
}

std::shared_ptr<RunFeed> Engine::feed(RunId id)
{
    const Lock lock(m_mutex);
    const auto client = find(id);
    return client ? client->feed : nullptr;
}

Result<void> Engine::inspect(RunId id, const std::function<void(const Run&, double seconds)>& look)
{
    Lock lock(m_mutex);
    const Access client(*this, find(id), lock);
    if (!client)
        return wasClosed("the run");
    const double running = seconds(*client);
    const Unlocked unlocked(lock);
    look(*client->run, running);
    return {};
}

std::unique_ptr<Run> Engine::close(RunId id)
{
    Lock lock(m_mutex);
    const auto client = find(id);
    if (!client)
        return nullptr;
    client->closed = true;
    m_accessChanged.notify_all();
    Access(*this, client, lock, true).keep();
    m_scheduler.rest(id, Clock::now());
    client->run->pause(seconds(*client));
    client->run->drop();
    tell(*client);
    m_accessChanged.wait(lock, [&] { return m_scheduler.inFlight(id) == 0; });
    m_scheduler.remove(id);
    m_clients.erase(id);
    announce(); // its partners do not wait for it any more
    return std::move(client->run);
}

void Engine::finish(Client& client, const EndReason& reason)
{
    m_scheduler.end(client.id, Clock::now());
    client.generation.reset();
    client.run->finish(reason, seconds(client));
    tell(client);
}

void Engine::fail(Client& client, const Error& error)
{
    m_scheduler.end(client.id, Clock::now());
    client.generation.reset();
    // Without memory to tell it, it stands still at least.
    (void)guarded<void>([&]() -> Result<void> {
        client.run->fail(error, seconds(client));
        tell(client, error);
        return {};
    });
}

void Engine::tell(Client& client, std::optional<Error> error)
{
    if (client.listener)
        client.listener->changed(*client.run);
    if (client.obstacle && !m_scheduler.isObstructed(client.id)) { // it does not wait any more
        client.obstacle.reset();
        client.feed->publish(client.obstacle);
    }
    client.feed->publish(*client.run, seconds(client), std::move(error));
    tellRemarks(client);
}

void Engine::tellRemarks(Client& client)
{
    if (client.listener)
        for (std::string& remark : client.listener->takeRemarks())
            client.feed->publish(std::move(remark));
}

void Engine::announce()
{
    ++m_changes;
    m_workChanged.notify_all();
}

void Engine::work(const std::stop_token& stop)
{
    Lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = Clock::now();
        const Scheduler::Decision decision = m_scheduler.decide(now);
        if (decision.turn)
            carryOut(*decision.turn, lock);
        else
            m_workChanged.wait_until(lock, stop,
                                     std::min(decision.wake, now + std::chrono::hours(1)),
                                     [this, seen = m_changes] { return m_changes != seen; });
    }
}

void Engine::carryOut(const Scheduler::Turn& turn, Lock& lock)
{
    const auto client = m_clients.at(turn.run); // kept while the lock is not
    const auto done = guarded<void>([&] { return execute(*client, turn, lock); });
    if (turn.step != Step::Work) { // the worker had the run to himself
        if (!done)
            fail(*client, done.error());
        Access::release(*this, *client);
        return;
    }
    if (!done) {
        m_scheduler.end(turn.run, Clock::now());
        const Access access(*this, client, lock);
        if (access && !access->run->lifecycle().over())
            fail(*access, done.error());
    }
    m_accessChanged.notify_all(); // it may be waited for, to be closed
    announce();
}

Result<void> Engine::execute(Client& client, const Scheduler::Turn& turn, Lock& lock)
{
    switch (turn.step) {
    case Step::Begin:
        return begin(client, turn, lock);
    case Step::Work:
        return work(client, turn, lock);
    case Step::End:
        return end(client, turn, lock);
    case Step::Ask:
        isObstructed(client);
        return {};
    case Step::TimeIsUp:
        break;
    }
    const double limit = client.run->spec().limits.seconds.value_or(0);
    finish(client, client.run->endReached(std::max(seconds(client), limit)).value_or(EndReason{}));
    return {};
}

Result<void> Engine::begin(Client& client, const Scheduler::Turn& turn, Lock& lock)
{
    if (isObstructed(client))
        return {};
    const auto start = Clock::now();
    m_scheduler.take(turn, start);
    Run& run = *client.run;
    const std::size_t waiting = run.settings().waiting().size();
    {
        const Unlocked unlocked(lock);
        client.generation =
            std::make_shared<GenerationWork>(run.begin(), run.search(), run.classifier());
    }
    m_scheduler.begun(client.id, client.generation->chunks(), secondsSince(start));
    if (run.settings().waiting().size() != waiting) // they hold from now on
        client.feed->publish(run, seconds(client));
    return {};
}

Result<void> Engine::work(Client& client, const Scheduler::Turn& turn, Lock& lock)
{
    const auto start = Clock::now();
    m_scheduler.take(turn, start);
    const auto done = [&, generation = client.generation] {
        const Unlocked unlocked(lock);
        return guarded<void>([&] { return generation->work(turn.chunk); });
    }();
    m_scheduler.chunkDone(client.id, secondsSince(start));
    return done;
}

Result<void> Engine::end(Client& client, const Scheduler::Turn& turn, Lock& lock)
{
    const auto start = Clock::now();
    m_scheduler.take(turn, start);
    const auto generation = std::exchange(client.generation, nullptr);
    const double running = seconds(client);
    Run& run = *client.run;
    std::optional<EndReason> reached;
    auto news = [&] {
        const Unlocked unlocked(lock);
        auto ended = run.end(generation->children(), generation->scores(), running);
        if (ended && client.listener)
            client.listener->generationEnded(run, *ended);
        if (ended)
            reached = run.endReached(running);
        return ended;
    }();
    if (!news)
        return tl::unexpected(news.error());
    client.feed->publish(std::move(*news));
    tellRemarks(client);
    const bool restsNow =
        m_scheduler.generationEnded(client.id, run.evaluations(), secondsSince(start));
    if (run.lifecycle().state != RunState::Running)
        return {}; // the last one before a pause
    if (reached) {
        finish(client, *reached);
    } else if (restsNow) {
        m_scheduler.rest(client.id, Clock::now());
        run.pause(seconds(client));
        tell(client);
    }
    return {};
}

/// Asks, and tells people where it is another answer than before.
bool Engine::isObstructed(Client& client)
{
    const auto error = client.listener ? client.listener->obstacle() : std::nullopt;
    m_scheduler.obstruct(client.id, error.has_value(), Clock::now());
    const bool wasObstructed = client.obstacle.has_value();
    if (error.has_value() != wasObstructed)
        client.feed->publish(error ? error->sentence() + "; the run waits and goes on by itself"
                                   : "The run goes on.");
    if (error ? !wasObstructed || client.obstacle->error.sentence() != error->sentence()
              : wasObstructed) {
        const auto since =
            wasObstructed ? client.obstacle->since : std::chrono::system_clock::now();
        client.obstacle = error ? std::optional(RunNews::Obstacle{*error, since}) : std::nullopt;
        client.feed->publish(client.obstacle);
    }
    tellRemarks(client);
    return error.has_value();
}

} // namespace pareidolia
