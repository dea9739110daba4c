// SPDX-License-Identifier: GPL-3.0-or-later
// A line at the generation that a run's time machine shows. Belongs to a plot, which outlives it.
#pragma once

#include "ui/curves/CurvesScale.h"
#include "ui/curves/PlotHeader.h"
#include "ui/session/RunSession.h"

namespace pareidolia {

class MomentMark
{
public:
    explicit MomentMark(QCustomPlot& plot);

    /// Hidden while the latest generation is shown.
    void draw(const RunSession& session, CurvesX x, const QColor& colour);

private:
    QCPItemStraightLine* m_line;
};

} // namespace pareidolia
