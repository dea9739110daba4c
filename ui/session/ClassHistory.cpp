// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/ClassHistory.h"

namespace pareidolia {

void ClassHistory::add(const ClassPoint& point)
{
    m_points.push_back(point);
    if (m_points.size() <= capacity)
        return;
    // Every second one goes, the first and the latest stay.
    std::vector<ClassPoint> kept;
    for (std::size_t i = 0; i < m_points.size(); i += 2)
        kept.push_back(m_points[i]);
    if (m_points.size() % 2 == 0)
        kept.push_back(m_points.back());
    m_points = std::move(kept);
}

} // namespace pareidolia
