// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/RunBatch.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pareidolia {

namespace {

template <typename Value>
void append(std::vector<Value>& to, const std::vector<Value>& more)
{
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace

void RunBatch::add(const Run& run, const GenerationNews& news)
{
    points.push_back(news.point);
    append(improvements, news.improvements);
    append(changes, news.changes);
    memory = run.search().memory();
}

void RunBatch::takeStateOf(const Run& run, std::size_t& seen)
{
    generation = run.generation();
    evaluations = run.evaluations();
    invalidScores = run.invalidScores();
    screening = run.screening();
    seconds = run.seconds();
    passes = run.search().passes();
    // A generation that is under way may never end: a change in force in it waits for it again.
    waiting.clear();
    std::ranges::copy_if(
        run.settings().changes(), std::back_inserter(waiting),
        [&](const ChangeRecord& change) { return change.generation >= run.search().generation(); });
    append(waiting, run.settings().waiting());
    life = run.lifecycle();
    limits = run.spec().limits;
    std::copy(run.events().begin() + static_cast<std::ptrdiff_t>(seen), run.events().end(),
              std::back_inserter(events));
    seen = run.events().size();
}

RunBatch RunBatch::take()
{
    RunBatch taken = *this;
    points.clear();
    improvements.clear();
    changes.clear();
    events.clear();
    return taken;
}

void RunBatch::putBack(RunBatch older)
{
    append(older.points, points);
    append(older.improvements, improvements);
    append(older.changes, changes);
    append(older.events, events);
    points = std::move(older.points);
    improvements = std::move(older.improvements);
    changes = std::move(older.changes);
    events = std::move(older.events);
}

} // namespace pareidolia
