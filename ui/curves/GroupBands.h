// SPDX-License-Identifier: GPL-3.0-or-later
// One run's curves of a group of classes and of all others. Belongs to a plot, which outlives it.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/curves/Bands.h"
#include "ui/curves/CurvesScale.h"
#include "ui/curves/GroupCurves.h"
#include "ui/session/RunSession.h"

namespace pareidolia {

class GroupBands
{
public:
    GroupBands(QCustomPlot& plot, const RunSession& session);

    /// Null: nothing is drawn.
    void choose(const ClassGroup* group);
    void draw(const CurvesScale& scale);
    void setLook(const QColor& group, const QColor& rest);

    const Bands& group() const { return m_group; }
    const Bands& rest() const { return m_rest; }

private:
    const RunSession& m_session;
    bool m_chosen = false;
    GroupCurves m_curves;
    Bands m_rest, m_group; ///< the group is painted on top
};

} // namespace pareidolia
