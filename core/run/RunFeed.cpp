// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunFeed.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pareidolia {

void RunFeed::publish(GenerationNews news)
{
    publishWith([&] {
        m_news.seconds = news.point.seconds;
        m_news.latest = news.point;
        m_curve.add(news.point);
        for (Improvement& improvement : news.improvements) {
            const auto known =
                std::ranges::find(m_news.improvements, improvement.index, &Improvement::index);
            if (known == m_news.improvements.end())
                m_news.improvements.push_back(std::move(improvement));
            else
                *known = std::move(improvement);
        }
        std::ranges::move(news.remarks, std::back_inserter(m_news.remarks));
    });
}

void RunFeed::publish(std::string remark)
{
    publishWith([&] { m_news.remarks.push_back(std::move(remark)); });
}

void RunFeed::publish(const Run& run, double seconds, std::optional<Error> error)
{
    publishWith([&] {
        m_news.lifecycle = run.lifecycle();
        m_news.seconds = seconds;
        m_news.error = std::move(error);
        if (!m_news.settings || *m_news.settings != run.settings())
            m_news.settings = std::make_shared<const SettingsLog>(run.settings());
    });
}

void RunFeed::publish(std::optional<RunNews::Obstacle> obstacle)
{
    publishWith([&] { m_news.obstacle = std::move(obstacle); });
}

RunNews RunFeed::take()
{
    const std::scoped_lock lock(m_mutex);
    RunNews taken = m_news;
    taken.points = std::exchange(m_curve, {}).points();
    m_news.improvements.clear();
    m_news.remarks.clear();
    m_fresh = false;
    return taken;
}

bool RunFeed::wait(std::chrono::milliseconds longest)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, longest, [this] { return m_fresh; });
}

} // namespace pareidolia
