// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reads about a run. Everything that was not read yet is merged, so a slow reader
// costs the engine nothing and misses nothing that is still true.
#pragma once

#include "core/run/Run.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// The news since the last reading.
struct RunNews
{
    Lifecycle lifecycle;
    std::optional<Error> error; ///< why it failed
    double seconds = 0;         ///< of running

    /// What keeps the next generation from beginning, such as a full disk.
    struct Obstacle
    {
        Error error;
        std::chrono::system_clock::time_point since;
    };
    std::optional<Obstacle> obstacle;

    /// As they are now; null only before the run was opened.
    std::shared_ptr<const SettingsLog> settings;

    /// The last whole generation; nothing before the initial one is scored.
    std::optional<CurvePoint> latest;

    std::vector<CurvePoint> points;        ///< new ones, thinned out if there were very many
    std::vector<Improvement> improvements; ///< the newest champion of each class that has a new one
    std::vector<std::string> remarks;      ///< all of them, in order
};

/// Shared by the engine's workers (publish) and one reader on any thread.
class RunFeed
{
public:
    void publish(GenerationNews news);
    void publish(std::string remark);

    /// Where the run is in its life, with the settings of now. `error`: why it failed.
    void publish(const Run& run, double seconds, std::optional<Error> error = {});
    void publish(std::optional<RunNews::Obstacle> obstacle);

    /// Never blocks for longer than it takes to move what is there.
    RunNews take();

    /// Blocks until there is something new, or for `longest`. Whether there is.
    bool wait(std::chrono::milliseconds longest);

private:
    /// Lets `change` change the news, and wakes the reader.
    template <typename Change>
    void publishWith(Change change)
    {
        const std::scoped_lock lock(m_mutex);
        change();
        m_fresh = true;
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_fresh = false; ///< guarded by m_mutex, as all below
    RunNews m_news;
    Curve m_curve; ///< of the points not yet read
};

} // namespace pareidolia
