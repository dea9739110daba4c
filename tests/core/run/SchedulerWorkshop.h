// SPDX-License-Identifier: GPL-3.0-or-later
// A workshop without threads and without a clock: runs as models, workers that take what the
// scheduler decides, a time that only moves when it is told.
#pragma once

#include "core/run/Scheduler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace pareidolia {

using namespace std::chrono_literals;

using Step = Scheduler::Step;
using Turn = Scheduler::Turn;

inline double secondsOf(Scheduler::Clock::duration time)
{
    return std::chrono::duration<double>(time).count();
}

inline Scheduler::Clock::duration timeOf(double seconds)
{
    return std::chrono::duration_cast<Scheduler::Clock::duration>(
        std::chrono::duration<double>(seconds));
}

/// What a run is made of, as far as a scheduler can tell.
struct Model
{
    std::size_t chunks = 4;                                ///< a generation
    std::uint64_t children = 10;                           ///< a generation
    std::function<double()> seconds = [] { return 0.01; }; ///< a chunk takes
    std::function<bool()> obstacle = [] { return false; }; ///< keeps a generation from beginning

    double worked = 0; ///< seconds
    std::uint64_t evaluations = 0;
    int asked = 0;             ///< whether its obstacle is gone
    Scheduler::Moment ended{}; ///< its time was up
};

/// Executes a scheduler's turns in a time of its own: every worker has one at most, and does it in
/// the seconds that the model says.
class Workshop
{
public:
    explicit Workshop(int workers) : idle(workers) {}

    RunId add(Model model)
    {
        const RunId id{models.size() + 1};
        models.emplace(id, std::move(model));
        scheduler.add(id, 0, 0);
        return id;
    }

    RunId begin(Model model)
    {
        const RunId id = add(std::move(model));
        scheduler.start(id, {}, now);
        return id;
    }

    void work(double seconds)
    {
        const auto end = now + timeOf(seconds);
        for (;;) {
            const auto decision = scheduler.decide(now);
            if (decision.turn && idle > 0) {
                take(*decision.turn);
                continue;
            }
            if (!decision.turn)
                checkWake(decision.wake);
            auto next = idle > 0 ? std::min(end, decision.wake) : end;
            if (!jobs.empty())
                next = std::min(next, jobs.begin()->first);
            now = next;
            while (!jobs.empty() && jobs.begin()->first <= now)
                finishFirst();
            if (now >= end)
                return;
        }
    }

    double worked(RunId id) const { return models.at(id).worked; }
    std::uint64_t evaluations(RunId id) const { return models.at(id).evaluations; }

    Scheduler scheduler;
    Scheduler::Moment now{1h};
    std::map<RunId, Model> models;
    std::function<void()> watch = [] {}; ///< after each turn taken

private:
    struct Job
    {
        RunId run;
        double seconds;
    };

    void take(const Turn& turn)
    {
        Model& model = models.at(turn.run);
        if (turn.step == Step::TimeIsUp) {
            scheduler.end(turn.run, now);
            model.ended = now;
        } else if (turn.step == Step::Ask) {
            ++model.asked;
            scheduler.obstruct(turn.run, model.obstacle(), now);
        } else if (turn.step == Step::Begin && model.obstacle()) {
            scheduler.obstruct(turn.run, true, now);
        } else {
            scheduler.take(turn, now);
            carryOut(turn, model);
        }
        watch();
    }

    void carryOut(const Turn& turn, Model& model)
    {
        if (turn.step == Step::Begin) {
            scheduler.begun(turn.run, model.chunks, 0);
        } else if (turn.step == Step::Work) {
            const double seconds = model.seconds();
            jobs.emplace(now + timeOf(seconds), Job{turn.run, seconds});
            --idle;
        } else {
            model.evaluations += model.children;
            if (scheduler.generationEnded(turn.run, model.evaluations, 0))
                scheduler.rest(turn.run, now);
        }
    }

    void finishFirst()
    {
        const Job job = jobs.begin()->second;
        jobs.erase(jobs.begin());
        ++idle;
        models.at(job.run).worked += job.seconds;
        scheduler.chunkDone(job.run, job.seconds);
    }

    /// Nothing is to be done before, and something then.
    void checkWake(Scheduler::Moment wake)
    {
        const auto until = std::min(wake, now + 1h);
        for (const double share : {0.001, 0.3, 0.999}) {
            const auto between = now + timeOf(share * secondsOf(until - now));
            if (between < until && scheduler.decide(between) != Scheduler::Decision{.wake = wake})
                wakesAreRight = false;
        }
        if (wake != Scheduler::Moment::max() && !scheduler.decide(wake).turn)
            wakesAreRight = false;
    }

    int idle;
    std::multimap<Scheduler::Moment, Job> jobs;

public:
    bool wakesAreRight = true;
};

/// Slows a run down, or lets go.
using Act = std::function<void(Workshop&, RunId, bool slow)>;

/// Numbers that a property's failure can be repeated with.
class Chance
{
public:
    Chance() : m_engine(std::make_shared<std::mt19937>(*rc::gen::arbitrary<unsigned>())) {}
    double between(double least, double most) const
    {
        return std::uniform_real_distribution(least, most)(*m_engine);
    }
    std::function<double()> seconds(double least, double most) const
    {
        return [chance = *this, least, most] { return chance.between(least, most); };
    }

private:
    std::shared_ptr<std::mt19937> m_engine;
};

} // namespace pareidolia
