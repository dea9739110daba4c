// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Curve.h"

namespace pareidolia {

void Curve::add(const CurvePoint& point)
{
    if (m_latest && point.generation == m_latest->generation)
        return; // told twice
    m_latest = point;
    if (point.generation % m_stride != 0)
        return;
    while (m_points.size() >= capacity) { // more than once where whole stretches are missing
        m_stride *= 2;
        std::erase_if(m_points,
                      [this](const CurvePoint& old) { return old.generation % m_stride != 0; });
    }
    if (point.generation % m_stride == 0)
        m_points.push_back(point);
}

std::vector<CurvePoint> Curve::points() const
{
    std::vector<CurvePoint> all = m_points;
    if (m_latest && (all.empty() || all.back().generation != m_latest->generation))
        all.push_back(*m_latest);
    return all;
}

} // namespace pareidolia
