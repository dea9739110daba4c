// SPDX-License-Identifier: GPL-3.0-or-later
// The curves on the screen, where they can be pointed at.
#pragma once

#include "ui/curves/DrawnPlot.h"
#include "ui/curves/LiveCurves.h"

#include <utility>
#include <vector>

class QCPGraph;
class QCPItemText;

namespace pareidolia {

class CurvesPlot : public DrawnPlot
{
    Q_OBJECT

public:
    /// Sessions and state outlive the plot. Several runs share one class list.
    CurvesPlot(std::vector<RunSession*> sessions, WallState* state);

    void setX(CurvesX x);
    void setY(CurvesY y);

    /// One of the network's groups; nothing: all classes together.
    void setGroup(std::optional<std::size_t> group);

    /// What was drawn last.
    const CurvesFigure& figure() const { return m_figure; }

protected:
    void draw() override;
    void hover(const QPointF& position) override;
    void press(const QPointF& position) override;

private:
    void addRun(const CurvesRun& run);
    QCPItemText* addText(const QString& text, const QColor& colour, bool bold);
    void nameRuns();
    void nameClasses();
    std::optional<std::size_t> classAt(const QPointF& position) const;

    WallState* m_state;
    CurvesScale m_scale;
    LiveCurves m_curves;
    CurvesFigure m_figure;
    std::vector<std::pair<QCPGraph*, std::size_t>> m_lines; ///< of which classes
};

} // namespace pareidolia
