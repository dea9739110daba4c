// SPDX-License-Identifier: GPL-3.0-or-later
// The background worker of the program: threads that execute the turns of all open runs, in the
// order of a Scheduler. Every function may be called from any thread; none waits for more than one
// micro-batch.
#pragma once

#include "core/run/RunFeed.h"
#include "core/run/RunListener.h"
#include "core/run/Scheduler.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace pareidolia {

/// Commands are obeyed between micro-batches; a generation is never cut short: pause keeps the one
/// under way, stop and close drop it. What is commanded to a run that was closed does nothing; what
/// waits for a run while it is closed comes back with an error.
class Engine
{
public:
    static constexpr int mostWorkers = 256;

    /// One a processor.
    static int workersHere();

    /// `workers`: 1 … mostWorkers.
    explicit Engine(int workers);

    /// Waits for the micro-batches under way. Runs that are still open end as if they were killed.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    int workers() const { return static_cast<int>(m_workers.size()); }

    /// Takes a run in. It does nothing before it is started.
    RunId open(std::unique_ptr<Run> run, std::shared_ptr<RunListener> listener = nullptr);

    /// Nothing for a run that is over. One that has reached a limit finishes at once.
    void start(RunId id) { startUntil(id, {}); }
    void pause(RunId id);

    /// One whole generation, then pause.
    void step(RunId id) { runUntil(id, 0); }

    /// Whole generations until so many pictures are scored, at least one, then pause.
    void runUntil(RunId id, std::uint64_t evaluations) { startUntil(id, evaluations); }

    /// At most so many generations a second, so that people can watch; nothing: as fast as it goes.
    void setPace(RunId id, std::optional<double> generationsPerSecond);

    /// Ends the run; what is whole stays.
    void stop(RunId id);

    /// Starts a run that is over, without the limits that it has reached. Nothing for one that is
    /// not over, or whose search has nothing left to do.
    void goOn(RunId id);

    /// See Run::change.
    Result<std::optional<ChangeRecord>> change(RunId id, const std::string& key,
                                               const std::string& value);

    /// See Scheduler::keepInStep.
    void keepInStep(std::vector<RunId> ids);

    /// Null if the run was closed.
    std::shared_ptr<RunFeed> feed(RunId id);

    /// Lets `look` read the run as it stood after its last whole generation. Keep it short: the
    /// run waits meanwhile, and so does who commands it; `look` itself must not.
    Result<void> inspect(RunId id, const std::function<void(const Run&, double seconds)>& look);

    /// Gives the run back, paused if it was running; waits for its micro-batches under way. Null if
    /// somebody else closed it.
    std::unique_ptr<Run> close(RunId id);

private:
    struct Client;
    using Lock = std::unique_lock<std::mutex>;
    class Access;

    void work(const std::stop_token& stop);
    void take(const Scheduler::Turn& turn, Scheduler::Moment now);
    void carryOut(const Scheduler::Turn& turn, Lock& lock);
    Result<void> execute(Client& client, const Scheduler::Turn& turn, Lock& lock);
    Result<void> begin(Client& client, const Scheduler::Turn& turn, Lock& lock);
    Result<void> work(Client& client, const Scheduler::Turn& turn, Lock& lock);
    Result<void> end(Client& client, const Scheduler::Turn& turn, Lock& lock);
    bool isObstructed(Client& client);

    std::shared_ptr<Client> find(RunId id);
    void startUntil(RunId id, std::optional<std::uint64_t> evaluations);
    void startRun(Client& client, std::optional<std::uint64_t> until);
    void rest(Client& client);
    void finish(Client& client, const EndReason& reason);
    void fail(Client& client, const Error& error);
    void tell(Client& client, std::optional<Error> error = {});
    void tellRemarks(Client& client);
    double seconds(const Client& client) const;
    void announce();

    std::mutex m_mutex;                                  ///< guards all below but m_workers
    std::condition_variable_any m_workChanged;           ///< there may be a turn, now or for later
    std::uint64_t m_changes = 0;                         ///< that were announced by it
    Scheduler::Moment m_wake = Scheduler::Moment::max(); ///< a sleeping worker wakes then at last
    std::condition_variable m_accessChanged; ///< somebody waits for a run to be left alone
    Scheduler m_scheduler;
    std::map<RunId, std::shared_ptr<Client>> m_clients;
    std::uint64_t m_lastId = 0;
    std::vector<std::jthread> m_workers; ///< last: they end before what they use
};

} // namespace pareidolia
