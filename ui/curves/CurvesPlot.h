// SPDX-License-Identifier: GPL-3.0-or-later
// The curves: for each run the median and its bands, or those of a group against the rest, and the
// selected classes.
#pragma once

#include "ui/champions/WallState.h"
#include "ui/curves/CurvesScale.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/session/RunSession.h"

#include <memory>
#include <vector>

namespace pareidolia {

class CurvesPlot : public DrawnPlot
{
    Q_OBJECT

public:
    /// Sessions and state outlive the plot. Several runs share one class list.
    CurvesPlot(std::vector<RunSession*> sessions, WallState* state, QWidget* parent = nullptr);
    ~CurvesPlot() override;

    void setX(CurvesX x);
    void setY(CurvesY y);

    /// One of the network's groups; nothing: all classes together.
    void setGroup(std::optional<std::size_t> group);

protected:
    void draw() override;
    void applyColours() override;

private:
    struct Parts;

    void drawRun(std::size_t run);
    void placeNames();
    void hover(const QPointF& position);
    void choose(const QPointF& position);

    std::vector<RunSession*> m_sessions;
    WallState* m_state;
    CurvesScale m_scale;
    const ClassGroup* m_group = nullptr;
    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
