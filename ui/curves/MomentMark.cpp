// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/MomentMark.h"

#include "ui/session/PastOfRun.h"

namespace pareidolia {

MomentMark::MomentMark(QCustomPlot& plot) : m_line(new QCPItemStraightLine(&plot))
{
    m_line->setVisible(false);
}

void MomentMark::draw(const RunSession& session, CurvesX x, const QColor& colour)
{
    const auto& moment = session.time().generation();
    const std::vector<CurvePoint> points = session.curve().points();
    m_line->setVisible(moment && !points.empty());
    if (!m_line->visible())
        return;
    const double place = xOf(pointAt(points, *moment), x);
    m_line->point1->setCoords(place, 0);
    m_line->point2->setCoords(place, 1);
    m_line->setPen(QPen(colour, 1.5));
}

} // namespace pareidolia
