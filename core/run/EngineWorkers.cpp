// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's workers: what they do when the scheduler gives them a turn.
#include "core/base/Log.h"
#include "core/run/EngineClient.h"

#include <algorithm>
#include <chrono>
#include <exception>

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
        return failure("the run", "it failed for an unknown reason", "run it again");
    }
}

} // namespace

void Engine::work(const std::stop_token& stop)
{
    Lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const auto now = Clock::now();
        const Scheduler::Decision decision = m_scheduler.decide(now);
        if (decision.turn) {
            carryOut(*decision.turn, lock);
            continue;
        }
        m_wake = decision.wake;
        m_workChanged.wait_until(lock, stop, std::min(decision.wake, now + std::chrono::hours(1)),
                                 [this, seen = m_changes] { return m_changes != seen; });
        m_wake = Clock::time_point::max();
    }
}

/// This worker looks for another turn afterwards; the others are woken only if there are more.
void Engine::take(const Scheduler::Turn& turn, Clock::time_point now)
{
    m_scheduler.take(turn, now);
    const Scheduler::Decision others = m_scheduler.decide(now);
    if (others.turn || others.wake < m_wake)
        announce();
}

void Engine::carryOut(const Scheduler::Turn& turn, Lock& lock)
{
    const auto client = m_clients.at(turn.run); // kept while the lock is not
    const auto done = guarded<void>([&] { return execute(*client, turn, lock); });
    if (turn.step != Step::Work) { // this worker had the run to itself
        if (!done && !client->run->lifecycle().over())
            fail(*client, done.error());
        Access::release(*this, *client);
        return;
    }
    if (!done) {
        const auto broken = client->generation;
        m_scheduler.end(turn.run, Clock::now());
        const Access access(*this, client, lock);
        if (access && access->generation == broken && !access->run->lifecycle().over())
            fail(*access, done.error());
    }
    m_accessChanged.notify_all(); // somebody may wait to close it
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
        m_scheduler.take(turn, Clock::now());
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
    take(turn, start);
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
    take(turn, start);
    const auto generation = client.generation;
    const auto done = [&] {
        const Unlocked unlocked(lock);
        return guarded<void>([&] { return generation->work(turn.chunk); });
    }();
    m_scheduler.chunkDone(client.id, secondsSince(start));
    if (client.generation != generation)
        return {}; // it was dropped meanwhile, and the run may have gone on since
    return done;
}

Result<void> Engine::end(Client& client, const Scheduler::Turn& turn, Lock& lock)
{
    const auto start = Clock::now();
    take(turn, start);
    const auto generation = std::exchange(client.generation, nullptr);
    const double running = seconds(client);
    Run& run = *client.run;
    std::optional<EndReason> reached;
    auto news = [&] {
        const Unlocked unlocked(lock);
        auto ended =
            run.end(generation->children(), generation->scores(), running, generation->screened());
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
    if (reached)
        finish(client, *reached);
    else if (restsNow)
        rest(client);
    return {};
}

/// Asks, and tells people where it is another answer than before.
bool Engine::isObstructed(Client& client)
{
    const auto error = client.listener ? client.listener->obstacle() : std::nullopt;
    m_scheduler.obstruct(client.id, error.has_value(), Clock::now());
    tellRemarks(client);
    const bool told = client.obstacle.has_value();
    if (error ? told && client.obstacle->error.sentence() == error->sentence() : !told)
        return error.has_value();
    if (!error)
        client.obstacle.reset();
    else if (told)
        client.obstacle->error = *error;
    else
        client.obstacle = {*error, std::chrono::system_clock::now()};
    client.feed->publish(client.obstacle);
    diagnostics::log("engine", error ? "waits: " + error->sentence() : "goes on");
    return error.has_value();
}

void Engine::rest(Client& client)
{
    m_scheduler.rest(client.id, Clock::now());
    client.run->pause(seconds(client));
    tell(client);
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
    diagnostics::log("engine", client.run->spec().name + ": " +
                                   std::string(wordOf(client.run->lifecycle().state)) + ' ' +
                                   client.run->lifecycle().reason);
    if (client.listener)
        client.listener->changed(*client.run);
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

} // namespace pareidolia
