// SPDX-License-Identifier: GPL-3.0-or-later
// Small runs for the tests of the engine, and waiting for what they do.
#pragma once

#include "core/run/Engine.h"
#include "tests/support/FakeClassifier.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <vector>

namespace pareidolia {

inline constexpr auto patience = std::chrono::seconds(60);

inline RunSpec smallSpec(const char* search = "map-elites", const char* encoding = "direct")
{
    RunSpec spec;
    spec.name = "test";
    spec.search = search;
    spec.encoding = encoding;
    spec.settings.initial = 30;
    spec.settings.children = 20;
    spec.limits.generations = 12;
    return spec;
}

inline std::unique_ptr<Run>
makeRun(const RunSpec& spec,
        std::shared_ptr<FakeClassifier> network = std::make_shared<FakeClassifier>())
{
    return Run::create(spec, std::move(network)).value();
}

/// Reads the feed until `enough` says so; the last news.
template <typename Enough>
RunNews awaitNews(RunFeed& feed, Enough enough)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    RunNews news = feed.take();
    while (!enough(news) && std::chrono::steady_clock::now() < deadline) {
        feed.wait(std::chrono::milliseconds(1000));
        news = feed.take();
    }
    return news;
}

inline RunNews awaitEnd(Engine& engine, RunId id)
{
    return awaitNews(*engine.feed(id), [](const RunNews& news) { return news.lifecycle.over(); });
}

inline RunNews awaitState(Engine& engine, RunId id, RunState state)
{
    return awaitNews(*engine.feed(id),
                     [=](const RunNews& news) { return news.lifecycle.state == state; });
}

inline bool reached(const RunNews& news, std::uint32_t generation)
{
    return news.latest && news.latest->generation >= generation;
}

/// A door that somebody waits at, to hold a worker in the middle of a generation for instance.
class Door
{
public:
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_open; });
        --m_waiting;
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    bool awaitSomebody(int least = 1)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patience, [&] { return m_waiting >= least; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_open = false;
};

/// Lets no generation begin while its disk is full.
class FakeListener : public RunListener
{
public:
    void generationEnded(const Run& run, const GenerationNews&) override { onGeneration(run); }
    void changed(const Run& run) override
    {
        const std::scoped_lock lock(m_mutex);
        if (m_states.empty() || m_states.back() != run.lifecycle().state)
            m_states.push_back(run.lifecycle().state);
    }
    std::optional<Error> obstacle() const override
    {
        ++asked;
        if (throws)
            throw std::bad_alloc();
        if (full)
            return Error{"the disk", "it is full", "make room"};
        return std::nullopt;
    }

    /// One after the other, each once.
    std::vector<RunState> states() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_states;
    }

    std::function<void(const Run&)> onGeneration = [](const Run&) {};
    std::atomic<bool> full = false;
    std::atomic<bool> throws = false; ///< where it is asked for an obstacle
    mutable std::atomic<int> asked = 0;

private:
    mutable std::mutex m_mutex;
    std::vector<RunState> m_states;
};

} // namespace pareidolia
