// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunFeed.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pareidolia {

void RunFeed::publish(GenerationNews news, double seconds)
{
    const std::scoped_lock lock(m_mutex);
    m_news.seconds = news.point.seconds = seconds;
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
    std::ranges::move(news.changes, std::back_inserter(m_news.changes));
    std::ranges::move(news.remarks, std::back_inserter(m_news.remarks));
    m_fresh = true;
    m_changed.notify_all();
}

void RunFeed::publish(std::string remark)
{
    const std::scoped_lock lock(m_mutex);
    m_news.remarks.push_back(std::move(remark));
    m_fresh = true;
    m_changed.notify_all();
}

void RunFeed::publish(RunState state, double seconds, std::string ending,
                      std::optional<Error> error)
{
    const std::scoped_lock lock(m_mutex);
    m_news.state = state;
    m_news.seconds = seconds;
    m_news.ending = std::move(ending);
    m_news.error = std::move(error);
    m_fresh = true;
    m_changed.notify_all();
}

RunNews RunFeed::take()
{
    const std::scoped_lock lock(m_mutex);
    RunNews taken = m_news;
    taken.points = std::exchange(m_curve, {}).points();
    m_news.improvements.clear();
    m_news.changes.clear();
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
