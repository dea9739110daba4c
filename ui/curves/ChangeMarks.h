// SPDX-License-Identifier: GPL-3.0-or-later
// Marks where settings were changed during a run. Belongs to a plot, which outlives it.
#pragma once

#include "ui/curves/CurvesScale.h"
#include "ui/curves/PlotHeader.h"
#include "ui/session/RunSession.h"

#include <vector>

namespace pareidolia {

class ChangeMarks
{
public:
    explicit ChangeMarks(QCustomPlot& plot) : m_plot(plot) {}

    void draw(const std::vector<RunSession*>& sessions, CurvesX x, const QColor& colour);

    /// What changed at the marks near `pixel`.
    QStringList sentencesAt(const RunSession& session, CurvesX x, double pixel) const;

private:
    QCustomPlot& m_plot;
    std::vector<QCPItemStraightLine*> m_marks;
};

} // namespace pareidolia
