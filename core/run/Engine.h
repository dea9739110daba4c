// SPDX-License-Identifier: GPL-3.0-or-later
// The background worker of the program: a few threads that serve all open runs. Every function may
// be called from any thread; none waits for more than one micro-batch.
#pragma once

#include "core/run/Run.h"
#include "core/run/RunFeed.h"
#include "core/run/RunListener.h"

#include <chrono>
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

enum class RunId : std::uint64_t {};

/// Runs share the workers by the time they have had, so a big network does not starve a small one.
/// Commands are obeyed between micro-batches; a generation is never cut short: pause keeps the one
/// under way, stop and close drop it.
class Engine
{
public:
    static constexpr int mostWorkers = 256;

    /// One a processor.
    static int workersHere();

    /// `workers`: 1 … mostWorkers.
    explicit Engine(int workers);

    /// Stops everything; waits for the micro-batches under way.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    int workers() const { return static_cast<int>(m_workers.size()); }

    /// Takes a run in, paused, after so many seconds of running elsewhere.
    RunId open(std::unique_ptr<Run> run, double seconds = 0,
               std::shared_ptr<RunListener> listener = nullptr);

    void start(RunId id);
    void pause(RunId id);

    /// One whole generation, then pause.
    void step(RunId id);

    /// Whole generations until so many pictures are scored, at least one, then pause.
    void runUntil(RunId id, std::uint64_t evaluations);

    /// At most so many generations a second, so that people can watch; nothing: as fast as it goes.
    void setPace(RunId id, std::optional<double> generationsPerSecond);

    /// Ends the run as finished; what is whole stays.
    void stop(RunId id);

    /// See Run::change.
    Result<void> change(RunId id, const std::string& key, const std::string& value);

    /// Lock-step: none of these begins a generation while another one that is not over has fewer
    /// evaluations. A run belongs to one group at most.
    void keepInStep(const std::vector<RunId>& ids);

    std::shared_ptr<RunFeed> feed(RunId id);

    /// Lets `look` read the run as it stood after its last whole generation. Keep it short: the
    /// run waits meanwhile.
    void inspect(RunId id, const std::function<void(const Run&, double seconds)>& look);

    /// Gives the run back; waits for its micro-batches under way.
    std::unique_ptr<Run> close(RunId id);

private:
    struct Client;
    struct Task;

    void work(const std::stop_token& stop);
    void run(Client& client);
    void announceWork();
    std::optional<Task> claim();
    std::chrono::steady_clock::time_point nextDue() const;
    bool mayBegin(const Client& client) const;
    bool runnable(Client& client);
    bool isObstructed(Client& client);
    void settle(const Task& task, Result<void> done, double seconds,
                std::unique_lock<std::mutex>& lock);
    void endGeneration(Client& client, std::unique_lock<std::mutex>& lock);
    void setState(Client& client, RunState state, std::string ending = {},
                  std::optional<Error> error = {});
    Client& at(RunId id);

    std::mutex m_mutex;                        ///< guards all below but m_workers
    std::condition_variable_any m_workChanged; ///< a task may have come up, now or for later
    std::uint64_t m_changes = 0;               ///< that were announced by it
    std::condition_variable m_taskSettled;     ///< somebody waits for a run to be left alone
    std::map<RunId, std::unique_ptr<Client>> m_clients;
    std::uint64_t m_lastId = 0;
    std::vector<std::jthread> m_workers; ///< last: they end before what they use
};

} // namespace pareidolia
