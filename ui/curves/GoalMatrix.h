// SPDX-License-Identifier: GPL-3.0-or-later
// Goal switching: from which class's champion the takers of every class came, as colours. One line
// a class that gave, one column a class that was taken; up to the moment that is shown.
#pragma once

#include "core/run/GoalSwitches.h"
#include "ui/champions/WallState.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/session/RunSession.h"

#include <memory>
#include <optional>
#include <utility>

namespace pareidolia {

class GoalMatrix : public DrawnPlot
{
    Q_OBJECT

public:
    /// Both outlive the matrix.
    GoalMatrix(RunSession* session, WallState* state, QWidget* parent = nullptr);
    ~GoalMatrix() override;

protected:
    void draw() override;
    void applyColours() override;

private:
    struct Parts;

    void count();
    void drawCells();
    void nameAxes();
    /// The classes at a place: who gave, who was taken.
    std::optional<std::pair<std::size_t, std::size_t>> classesAt(const QPointF& position) const;
    void hover(const QPointF& position);

    RunSession* m_session;
    WallState* m_state;
    GoalSwitches m_switches;
    std::size_t m_counted = 0; ///< records of the log
    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
