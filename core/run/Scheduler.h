// SPDX-License-Identifier: GPL-3.0-or-later
// Whose turn it is: fairness, lock-step, pace and the limit in seconds of all open runs. Knows no
// thread, no lock and no clock: who executes the turns hands the moments in, tells what happened,
// and guards every call. Moments never go back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>

namespace pareidolia {

/// An open run, within one engine.
enum class RunId : std::uint64_t {};

/// A run takes turns while it is started: to begin a generation, one for each of its chunks, and to
/// end it. Runs share the workers by the seconds that they were worked on. Time in which a run did
/// not want a worker (at rest, slowed down by its pace, waiting for a partner or an obstacle) earns
/// it no more than one chunk; what it had too much stays charged.
class Scheduler
{
public:
    using Clock = std::chrono::steady_clock;
    using Moment = Clock::time_point;

    /// Between two questions whether an obstacle is gone, and whether there is one.
    static constexpr std::chrono::milliseconds obstacleInterval{200}, watchInterval{1000};

    /// Begin, Work, End: of a generation. TimeIsUp: its seconds are over, so that it is to be
    /// ended. Ask: whether there is an obstacle.
    enum class Step { Begin, Work, End, TimeIsUp, Ask };

    struct Turn
    {
        RunId run;
        Step step;
        std::size_t chunk = 0; ///< of Work

        bool operator==(const Turn&) const = default;
    };

    struct Decision
    {
        std::optional<Turn> turn;
        Moment wake = Moment::max(); ///< without a turn: there will be none before, unless
                                     ///< something is told

        bool operator==(const Decision&) const = default;
    };

    /// At rest, after so many evaluations and seconds of running. Watched: there may be an obstacle
    /// at any time, also while it rests.
    void add(RunId id, std::uint64_t evaluations, double seconds, bool watched = false);

    /// Nothing of it may be under way.
    void remove(RunId id);

    /// What is to be done now. Changes nothing: the turn is offered again until it is taken.
    Decision decide(Moment now) const;

    /// Whole generations, at least one, until so many evaluations are done, whatever the pace;
    /// nothing: without end.
    void start(RunId id, std::optional<std::uint64_t> until, Moment now);

    /// No turn from now on. The generation under way stays as it is; if all of it is worked on, it
    /// is ended nevertheless.
    void rest(RunId id, Moment now);

    /// The same, and its partners do not wait for it any more; its generation is dropped.
    void end(RunId id, Moment now);

    /// So many seconds of running, waiting of any kind included; nothing: no limit.
    void setLimit(RunId id, std::optional<double> seconds);

    /// At most so many generations a second; nothing, or not above 0: as fast as it goes.
    void setPace(RunId id, std::optional<double> generationsPerSecond, Moment now);

    /// Lock-step: none of these begins a generation while another one that has not ended has fewer
    /// evaluations. A run belongs to one group at most.
    void keepInStep(std::span<const RunId> ids);

    /// A worker takes it: Begin, Work, End or Ask. But for Work it has the run to itself.
    void take(const Turn& turn, Moment now);

    /// The generation has so many chunks; the run is not held any more.
    void begun(RunId id, std::size_t chunks, double workerSeconds);

    void chunkDone(RunId id, double workerSeconds);

    /// The run is not held any more. Whether it has done what it was started for.
    bool generationEnded(RunId id, std::uint64_t evaluations, double workerSeconds);

    /// While somebody has the run to themselves there are no turns for it but Work.
    void hold(RunId id, bool held);

    /// Something keeps its next generation from beginning, such as a full disk.
    void obstruct(RunId id, bool obstructed, Moment now);

    bool isHeld(RunId id) const { return m_runs.at(id).held; }
    bool isObstructed(RunId id) const { return m_runs.at(id).obstructed; }
    int inFlight(RunId id) const { return m_runs.at(id).inFlight; }

    /// Of running.
    double seconds(RunId id, Moment now) const { return m_runs.at(id).secondsAt(now); }

private:
    struct Entry
    {
        bool running = false;
        bool over = false;
        bool held = false;
        std::optional<std::uint64_t> until; ///< evaluations
        std::uint64_t evaluations = 0;      ///< after its last generation
        std::uint64_t group = 0;            ///< of runs in lock-step; 0: none

        bool underWay = false; ///< a generation
        std::size_t chunks = 0, handedOut = 0, done = 0;
        int inFlight = 0; ///< chunks, those of a dropped generation included

        bool watched = false;
        bool obstructed = false;
        Moment askAt{};                          ///< whether it is obstructed
        std::optional<Clock::duration> interval; ///< between beginnings of generations, at least
        Moment due = Moment::min();              ///< the next generation begins no earlier
        std::optional<double> limit;             ///< seconds
        double seconds = 0;                      ///< of running, up to `since`
        Moment since{};

        double served = 0;       ///< worker seconds, and those that it did not want
        double chunkSeconds = 0; ///< a recent mean

        double secondsAt(Moment now) const;
        Moment deadline() const;
        double standing() const;
        bool isDue(Moment now) const { return until || now >= due; }
        bool isComplete() const { return underWay && done == chunks; }
        void halt(Moment now);
    };

    bool inStep(const Entry& run) const;
    bool mayBegin(const Entry& run) const;

    std::map<RunId, Entry> m_runs;
    double m_served = 0; ///< the highest standing of a run that was given a turn
    std::uint64_t m_groups = 0;
};

} // namespace pareidolia
