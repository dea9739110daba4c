// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of runs on the screen, described as those on paper are: for each run the median and
// its bands, or those of a group of classes against the rest; the classes that are looked at; where
// settings changed, and the moment that is shown.
#pragma once

#include "ui/champions/WallState.h"
#include "ui/curves/GroupCurves.h"
#include "ui/drawing/CurvesFigure.h"
#include "ui/session/RunSession.h"

#include <set>
#include <vector>

namespace pareidolia {

class LiveCurves
{
public:
    /// Sessions and state outlive it. Several runs share one class list.
    LiveCurves(std::vector<RunSession*> sessions, const WallState* state);

    const std::vector<RunSession*>& sessions() const { return m_sessions; }

    /// Of the model's groups; null: all classes together.
    void setGroup(const ClassGroup* group);

    /// As things stand.
    CurvesFigure figure(const CurvesScale& scale, Theme theme);

    /// The chosen classes, not too many of them, the current and the hovered one.
    std::set<std::size_t> classes() const;

private:
    void addRuns(CurvesFigure& figure, std::size_t side);
    void addLine(CurvesFigure& figure, std::size_t side, std::size_t index, std::size_t number);
    void addMarks(CurvesFigure& figure, const RunSession& session);
    QString nameOf(std::size_t side) const;

    std::vector<RunSession*> m_sessions;
    const WallState* m_state;
    const ClassGroup* m_group = nullptr;
    std::vector<GroupCurves> m_groups; ///< one a session
};

} // namespace pareidolia
