// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Engine.h"

#include "core/run/EngineClient.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

using Clock = Scheduler::Clock;

tl::unexpected<Error> wasClosed(const std::string& what)
{
    return failure(what, "the run was closed", "open it again");
}

} // namespace

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
    m_scheduler.add(client->id, opened.evaluations(), opened.seconds(),
                    client->listener != nullptr);
    if (opened.lifecycle().over())
        m_scheduler.end(client->id, Clock::now());
    const RunId id = client->id;
    m_clients.emplace(id, std::move(client));
    announce(); // somebody has to watch it
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

void Engine::startUntil(RunId id, std::optional<std::uint64_t> evaluations)
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
    if (client && client->run->lifecycle().state == RunState::Running)
        rest(*client);
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
    if (client->run->lifecycle().state == RunState::Running)
        rest(*client);
    client->run->drop();
    m_accessChanged.wait(lock, [&] { return m_scheduler.inFlight(id) == 0; });
    m_scheduler.remove(id);
    m_clients.erase(id);
    announce(); // its partners do not wait for it any more
    return std::move(client->run);
}

} // namespace pareidolia
