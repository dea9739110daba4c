// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the engine only: a run as the engine keeps it, and the way to have it to oneself.
#pragma once

#include "core/run/Engine.h"
#include "core/run/GenerationWork.h"

#include <utility>

namespace pareidolia {

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
        if (!m_client)
            return;
        release(m_engine, *m_client);
        m_engine.announce();
    }
    Access(const Access&) = delete;
    Access& operator=(const Access&) = delete;

    /// Who waits is next, before the run goes on: it may be too fast to be caught otherwise.
    static void release(Engine& engine, Client& client)
    {
        client.granted = client.queue > 0;
        engine.m_scheduler.hold(client.id, client.granted);
        engine.m_accessChanged.notify_all();
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

} // namespace pareidolia
