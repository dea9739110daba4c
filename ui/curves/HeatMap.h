// SPDX-License-Identifier: GPL-3.0-or-later
// Classes × generations: the confidence of every class over the course of one run, as colours. One
// line per class, the first one on top.
#pragma once

#include "ui/champions/ChampionFilter.h"
#include "ui/champions/WallState.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/drawing/CurvesFigure.h"
#include "ui/session/RunSession.h"

#include <optional>
#include <vector>

class QCPColorMap;
class QCPColorScale;
class QCPItemLine;
class QCPItemStraightLine;

namespace pareidolia {

class HeatMap : public DrawnPlot
{
    Q_OBJECT

public:
    enum class Lines {
        AsOnTheWall, ///< the classes that it shows, in its order
        ByNumber,    ///< all
    };

    /// All outlive the map. `filter`: the wall's.
    HeatMap(RunSession* session, WallState* state, const ChampionFilter* filter);

    void setX(CurvesX x);
    void setLines(Lines lines);

protected:
    void draw() override;
    void applyColours() override;
    void hover(const QPointF& position) override;
    void press(const QPointF& position) override;

private:
    std::vector<std::size_t> rowsInOrder() const;
    /// The mean log-odds of some lines; NaN if none has a champion.
    double meanOf(const ConfidenceMap::Column* column, int first, int end) const;
    void drawCells();
    void drawMarks();
    std::optional<std::size_t> classAt(const QPointF& position) const;

    RunSession* m_session;
    WallState* m_state;
    const ChampionFilter* m_filter;
    CurvesX m_x = CurvesX::Generations;
    Lines m_lines = Lines::AsOnTheWall;
    std::vector<std::size_t> m_rows; ///< of the model, from the top, as drawn
    QCPColorMap* m_map;
    QCPColorScale* m_scale;
    QCPItemLine *m_current, *m_hovered;
    QCPItemStraightLine* m_moment; ///< that a time machine shows
};

} // namespace pareidolia
