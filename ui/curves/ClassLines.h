// SPDX-License-Identifier: GPL-3.0-or-later
// A line for each of a few classes of every run. Belongs to a plot, which outlives it.
#pragma once

#include "ui/champions/WallState.h"
#include "ui/curves/CurvesScale.h"
#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"
#include "ui/session/RunSession.h"

#include <optional>
#include <set>
#include <vector>

namespace pareidolia {

class ClassLines
{
public:
    explicit ClassLines(QCustomPlot& plot) : m_plot(plot) {}

    /// The selected classes up to a limit, the current and the hovered one.
    static std::set<std::size_t> wantedBy(const WallState& state);

    void draw(const std::set<std::size_t>& classes, const std::vector<RunSession*>& sessions,
              const CurvesScale& scale, Theme theme);

    /// The class whose line is near the position.
    std::optional<std::size_t> at(const QPointF& position) const;

private:
    struct Line
    {
        std::size_t index = 0;
        QCPGraph* graph = nullptr;
    };

    QCustomPlot& m_plot;
    std::vector<Line> m_lines;
};

} // namespace pareidolia
