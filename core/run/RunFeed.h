// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reads about a run. Everything that was not read yet is merged, so a slow reader
// costs the engine nothing and misses nothing that is still true.
#pragma once

#include "core/run/Run.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

enum class RunState { Paused, Running, Finished, Failed };

/// The news since the last reading.
struct RunNews
{
    RunState state = RunState::Paused;
    std::string ending;         ///< why it is over, in a few words; empty while it is not
    std::optional<Error> error; ///< with state Failed
    double seconds = 0;         ///< of running

    /// The last whole generation; nothing before the initial one is scored.
    std::optional<CurvePoint> latest;

    std::vector<CurvePoint> points;        ///< new ones, thinned out if there were very many
    std::vector<Improvement> improvements; ///< the newest champion of each class that has a new one
    std::vector<ChangeRecord> changes;     ///< all of them, in order
    std::vector<std::string> remarks;      ///< all of them, in order
};

/// Shared by the engine's workers (publish) and one reader on any thread.
class RunFeed
{
public:
    void publish(GenerationNews news, double seconds);
    void publish(std::string remark);
    void publish(RunState state, double seconds, std::string ending = {},
                 std::optional<Error> error = {});

    /// Never blocks for longer than it takes to move what is there.
    RunNews take();

    /// Blocks until there is something new, or for `longest`. Whether there is.
    bool wait(std::chrono::milliseconds longest);

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_fresh = false; ///< guarded by m_mutex, as all below
    RunNews m_news;
    Curve m_curve; ///< of the points not yet read
};

} // namespace pareidolia
