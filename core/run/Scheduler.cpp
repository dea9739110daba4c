// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Scheduler.h"

#include <algorithm>

namespace pareidolia {

namespace {

constexpr double longestSeconds = 1e9; ///< thirty years; more does not fit into a moment

/// Not a tick less, so that who waits for it has not to wait again.
Scheduler::Clock::duration ticks(double seconds)
{
    return std::chrono::ceil<Scheduler::Clock::duration>(
        std::chrono::duration<double>(std::clamp(seconds, 0.0, longestSeconds)));
}

} // namespace

double Scheduler::Entry::secondsAt(Moment now) const
{
    return running ? seconds + std::chrono::duration<double>(now - since).count() : seconds;
}

Scheduler::Moment Scheduler::Entry::deadline() const
{
    return running && limit ? since + ticks(*limit - seconds) : Moment::max();
}

/// The lowest is served next. What is under way counts by an estimate, or a run would get all
/// workers that look for a turn before its first chunk is done.
double Scheduler::Entry::standing() const
{
    return served + inFlight * chunkSeconds;
}

void Scheduler::Entry::halt(Moment now)
{
    seconds = secondsAt(now);
    running = false;
}

void Scheduler::add(RunId id, std::uint64_t evaluations, double seconds, bool watched)
{
    Entry& run = m_runs[id];
    run.watched = watched;
    run.evaluations = evaluations;
    run.seconds = seconds;
}

void Scheduler::remove(RunId id)
{
    m_runs.erase(id);
}

bool Scheduler::inStep(const Entry& run) const
{
    return run.group == 0 || std::ranges::none_of(m_runs, [&run](const auto& entry) {
               const Entry& other = entry.second;
               return other.group == run.group && !other.over &&
                      other.evaluations < run.evaluations;
           });
}

/// As soon as its pace allows it.
bool Scheduler::mayBegin(const Entry& run) const
{
    return run.running && !run.held && !run.underWay && run.inFlight == 0 && !run.obstructed &&
           inStep(run);
}

Scheduler::Decision Scheduler::decide(Moment now) const
{
    // What is short and may change what others do goes before the work.
    const auto only = [](RunId id, Step step) { return Decision{.turn = Turn{id, step}}; };
    Decision decision;
    const auto notBefore = [&](Moment moment) { decision.wake = std::min(decision.wake, moment); };
    const Entry* next = nullptr;
    for (const auto& [id, run] : m_runs) {
        if (run.isComplete() && !run.held)
            return only(id, Step::End);
        if (!run.held) {
            if (now >= run.deadline())
                return only(id, Step::TimeIsUp);
            notBefore(run.deadline());
            if (run.watched || run.obstructed) {
                if (now >= run.askAt)
                    return only(id, Step::Ask);
                notBefore(run.askAt);
            }
        }
        if (!run.running)
            continue;
        const bool begins = mayBegin(run);
        if (begins && !run.isDue(now)) {
            notBefore(run.due);
            continue;
        }
        if (!begins && !(run.underWay && run.handedOut < run.chunks))
            continue;
        if (!next || run.standing() < next->standing() ||
            (run.standing() == next->standing() && run.inFlight < next->inFlight)) {
            next = &run;
            decision.turn = begins ? Turn{id, Step::Begin} : Turn{id, Step::Work, run.handedOut};
        }
    }
    return decision;
}

void Scheduler::start(RunId id, std::optional<std::uint64_t> until, Moment now)
{
    Entry& run = m_runs.at(id);
    run.halt(now);
    run.running = true;
    run.over = false;
    run.until = until;
    run.since = now;
}

void Scheduler::rest(RunId id, Moment now)
{
    m_runs.at(id).halt(now);
}

void Scheduler::end(RunId id, Moment now)
{
    Entry& run = m_runs.at(id);
    run.halt(now);
    run.over = true;
    run.underWay = false;
}

void Scheduler::setLimit(RunId id, std::optional<double> seconds)
{
    m_runs.at(id).limit = seconds;
}

void Scheduler::setPace(RunId id, std::optional<double> generationsPerSecond, Moment now)
{
    Entry& run = m_runs.at(id);
    run.interval.reset();
    if (generationsPerSecond && *generationsPerSecond > 0)
        run.interval = ticks(1 / *generationsPerSecond);
    run.due = std::min(run.due, now + run.interval.value_or(Clock::duration{}));
}

void Scheduler::keepInStep(std::span<const RunId> ids)
{
    ++m_groups;
    for (const RunId id : ids)
        m_runs.at(id).group = m_groups;
}

void Scheduler::take(const Turn& turn, Moment now)
{
    Entry& run = m_runs.at(turn.run);
    if (turn.step != Step::Work)
        run.held = true;
    if (turn.step == Step::Ask) {
        run.askAt = now + obstacleInterval; // whatever comes of it
        return;
    }
    if (turn.step == Step::End)
        return;
    m_served = std::max(m_served, run.standing());
    double longest = 0;
    for (const auto& [id, other] : m_runs)
        longest = std::max(longest, other.chunkSeconds);
    // Who lags behind did not want more, or could not use it, and is not paid for that. It keeps
    // one chunk: the time that it waits for a worker who is not to be interrupted.
    for (auto& [id, other] : m_runs)
        other.served += std::max(m_served - longest - other.standing(), 0.0);
    if (turn.step == Step::Work) {
        ++run.handedOut;
        ++run.inFlight;
    } else {
        run.handedOut = run.done = 0;
        if (run.interval)
            run.due = now + *run.interval;
    }
}

void Scheduler::begun(RunId id, std::size_t chunks, double workerSeconds)
{
    Entry& run = m_runs.at(id);
    run.served += workerSeconds;
    run.chunks = chunks;
    run.underWay = !run.over;
    run.held = false;
}

void Scheduler::chunkDone(RunId id, double workerSeconds)
{
    Entry& run = m_runs.at(id);
    run.served += workerSeconds;
    run.chunkSeconds += (workerSeconds - run.chunkSeconds) / (run.chunkSeconds > 0 ? 4 : 1);
    --run.inFlight;
    if (run.underWay)
        ++run.done;
}

bool Scheduler::generationEnded(RunId id, std::uint64_t evaluations, double workerSeconds)
{
    Entry& run = m_runs.at(id);
    run.served += workerSeconds;
    run.evaluations = evaluations;
    run.underWay = run.held = false;
    return run.running && run.until && evaluations >= *run.until;
}

void Scheduler::hold(RunId id, bool held)
{
    m_runs.at(id).held = held;
}

void Scheduler::obstruct(RunId id, bool obstructed, Moment now)
{
    Entry& run = m_runs.at(id);
    run.obstructed = obstructed;
    run.askAt = now + (obstructed ? obstacleInterval : watchInterval);
}

} // namespace pareidolia
