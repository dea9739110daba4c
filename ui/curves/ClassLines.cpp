// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/ClassLines.h"

namespace pareidolia {

namespace {

constexpr std::size_t mostClasses = 12;
constexpr double reach = 12; ///< pixels from a line that still hit it

} // namespace

std::set<std::size_t> ClassLines::wantedBy(const WallState& state)
{
    std::set<std::size_t> wanted(state.selectedClasses().begin(), state.selectedClasses().end());
    while (wanted.size() > mostClasses)
        wanted.erase(std::prev(wanted.end()));
    for (const auto& extra : {state.currentClass(), state.hoveredClass()})
        if (extra)
            wanted.insert(*extra);
    return wanted;
}

void ClassLines::draw(const std::set<std::size_t>& classes,
                      const std::vector<RunSession*>& sessions, const CurvesScale& scale,
                      Theme theme)
{
    for (const Line& line : m_lines)
        m_plot.removeGraph(line.graph);
    m_lines.clear();
    std::size_t place = sessions.size() - 1; // the first colours are the runs'
    for (const std::size_t index : classes) {
        const QColor colour = categoryColour(theme, place++);
        for (std::size_t run = 0; run < sessions.size(); ++run) {
            QVector<double> x, y;
            for (const ClassPoint& point : sessions[run]->history(index).points()) {
                x.append(xOf(point, scale.x));
                y.append(scale.yOf(point.logOdds));
            }
            if (const auto& latest = sessions[run]->news().latest; latest && !y.isEmpty()) {
                x.append(xOf(*latest, scale.x));
                y.append(y.last());
            }
            QCPGraph* graph = m_plot.addGraph();
            graph->setPen(QPen(colour, 1, run == 0 ? Qt::SolidLine : Qt::DashLine));
            graph->setLineStyle(QCPGraph::lsStepLeft);
            graph->setData(x, y, true);
            m_lines.push_back({index, graph});
        }
    }
}

std::optional<std::size_t> ClassLines::at(const QPointF& position) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (const Line& line : m_lines)
        if (const double distance = line.graph->selectTest(position, false);
            distance >= 0 && distance < least) {
            least = distance;
            nearest = line.index;
        }
    return nearest;
}

} // namespace pareidolia
