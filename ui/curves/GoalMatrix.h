// SPDX-License-Identifier: GPL-3.0-or-later
// Goal switches: the takeovers by class of the parent (rows) and class that was taken over
// (columns), as colours; up to the generation that is shown.
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
    /// The classes at a position: the parent's, and the one that was taken over.
    std::optional<std::pair<std::size_t, std::size_t>> classesAt(const QPointF& position) const;
    void hover(const QPointF& position);

    RunSession* m_session;
    WallState* m_state;
    GoalSwitches m_switches;
    std::size_t m_counted = 0; ///< counted records of the log
    std::unique_ptr<Parts> m_parts;
};

} // namespace pareidolia
