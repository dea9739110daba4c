// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPlot.h"

#include "ui/curves/PlotHeader.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pareidolia {

namespace {

constexpr int ticksAcross = 6, ticksUp = 9; ///< at most
constexpr double reach = 12;                ///< pixels from a line that still hit it
constexpr double nearMark = 4;              ///< pixels

QVector<double> list(const std::vector<double>& values)
{
    return {values.begin(), values.end()};
}

} // namespace

CurvesPlot::CurvesPlot(std::vector<RunSession*> sessions, WallState* state)
    : DrawnPlot("curves", tr("Confidence curves")),
      m_state(state),
      m_curves(std::move(sessions), state)
{
    plot().setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    setTicks(*plot().xAxis,
             [this](double from, double to) { return m_scale.ticksAcross(from, to, ticksAcross); });
    setTicks(*plot().yAxis, [this](double from, double to) {
        return m_scale.ticksUp(from, to, (to - from) / ticksUp);
    });
    for (const RunSession* session : m_curves.sessions())
        follow(*session);
    for (const auto change :
         {&WallState::currentChanged, &WallState::selectionChanged, &WallState::hoverChanged})
        connect(state, change, this, &CurvesPlot::requestDrawing);
    connect(&plot(), &QCustomPlot::mouseDoubleClick, this, &CurvesPlot::requestDrawing);
    applyColours();
}

void CurvesPlot::setX(CurvesX x)
{
    m_scale.x = x;
    requestDrawing();
}

void CurvesPlot::setY(CurvesY y)
{
    m_scale.y = y;
    requestDrawing();
}

void CurvesPlot::setGroup(std::optional<std::size_t> group)
{
    const auto& groups = m_curves.sessions().front()->model().groups;
    m_curves.setGroup(group ? &groups.at(*group) : nullptr);
    requestDrawing();
}

void CurvesPlot::draw()
{
    m_figure = m_curves.figure(m_scale, themeOf(palette()));
    m_lines.clear();
    plot().clearGraphs();
    plot().clearItems();
    for (const CurvesRun& run : m_figure.runs)
        addRun(run);
    for (const CurvesLine& line : m_figure.lines) {
        QCPGraph* graph = plot().addGraph();
        graph->setPen(m_figure.penOf(line));
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setData(list(line.x), list(line.y), true);
        m_lines.push_back({graph, line.index});
    }
    for (const CurvesMark& mark : m_figure.marks) {
        auto* item = new QCPItemStraightLine(&plot());
        item->setPen(m_figure.penOf(mark));
        item->point1->setCoords(mark.x, 0);
        item->point2->setCoords(mark.x, 1);
    }
    nameRuns();
    nameClasses();
    const CurvesFigure::Range range = m_figure.range();
    plot().xAxis->setLabel(titleOf(m_scale.x));
    plot().xAxis->setRange(range.left, range.right);
    plot().yAxis->setRange(range.bottom, range.top);
}

void CurvesPlot::addRun(const CurvesRun& run)
{
    std::array<QCPGraph*, 5> graphs{};
    for (const auto quantile : {CurvesRun::Minimum, CurvesRun::LowerQuartile,
                                CurvesRun::UpperQuartile, CurvesRun::Maximum, CurvesRun::Median}) {
        const std::vector<double>& values = run.quantiles[quantile];
        QCPGraph* graph = graphs[quantile] = plot().addGraph();
        graph->setPen(quantile == CurvesRun::Median ? m_figure.penOf(run) : QPen(Qt::NoPen));
        if (!values.empty())
            graph->setData(list(run.x), list(values), true);
    }
    const auto fill = [&](CurvesRun::Quantile to, CurvesRun::Quantile from) {
        graphs[to]->setChannelFillGraph(graphs[from]);
        graphs[to]->setBrush(m_figure.bandOf(run, from == CurvesRun::LowerQuartile));
    };
    fill(CurvesRun::Maximum, CurvesRun::Minimum);
    fill(CurvesRun::UpperQuartile, CurvesRun::LowerQuartile);
}

QCPItemText* CurvesPlot::addText(const QString& text, const QColor& colour, bool bold)
{
    auto* item = new QCPItemText(&plot());
    QFont strong = font();
    strong.setBold(bold);
    item->setFont(strong);
    item->setColor(colour);
    item->setText(text);
    item->setPadding(QMargins(4, 0, 4, 0));
    return item;
}

/// At the ends of medians: of runs, or of a group and the rest.
void CurvesPlot::nameRuns()
{
    std::vector<const CurvesRun*> named;
    for (const CurvesRun& run : m_figure.runs)
        if (!run.label.empty() && run.end())
            named.push_back(&run);
    // One above its curve, one below: they never stand on each other.
    std::ranges::sort(named, {}, [](const CurvesRun* run) { return run->end()->y(); });
    for (const CurvesRun* run : named) {
        QCPItemText* item =
            addText(QString::fromStdString(run->label), m_figure.penOf(*run).color(), true);
        item->position->setCoords(*run->end());
        item->setPositionAlignment(Qt::AlignRight |
                                   (run == named.back() ? Qt::AlignBottom : Qt::AlignTop));
    }
}

/// In the corner: the classes that are drawn by themselves.
void CurvesPlot::nameClasses()
{
    QStringList names;
    for (const CurvesLine& line : m_figure.lines)
        if (line.side == 0)
            names.append(QString::fromStdString(line.label));
    QCPItemText* item =
        addText(names.join(QStringLiteral(" · ")), coloursOf(m_figure.theme).quietText, false);
    item->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    item->position->setType(QCPItemPosition::ptAxisRectRatio);
    item->position->setCoords(0.99, 0.97);
}

std::optional<std::size_t> CurvesPlot::classAt(const QPointF& position) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (const auto& [graph, index] : m_lines)
        if (const double distance = graph->selectTest(position, false);
            distance >= 0 && distance < least) {
            least = distance;
            nearest = index;
        }
    return nearest;
}

void CurvesPlot::press(const QPointF& position)
{
    if (const auto index = classAt(position))
        m_state->setCurrentClass(index);
}

void CurvesPlot::hover(const QPointF& position)
{
    const auto index = classAt(position);
    if (index || !m_state->hoveredClass())
        m_state->setHoveredClass(index);
    const double x = plot().xAxis->pixelToCoord(position.x());
    QStringList lines;
    for (const RunSession* session : m_curves.sessions()) {
        const std::vector<CurvePoint> points = session->curve().points();
        const auto at = std::ranges::lower_bound(
            points, x, {}, [this](const CurvePoint& point) { return xOf(point, m_scale.x); });
        if (at != points.end())
            lines.append(tr("generation %1: median %2, from %3 to %4")
                             .arg(at->generation)
                             .arg(QString::fromStdString(spokenMedian(at->statistics)))
                             .arg(QString::fromStdString(spokenMin(at->statistics)))
                             .arg(QString::fromStdString(spokenMax(at->statistics))));
    }
    for (const CurvesMark& mark : m_figure.marks)
        if (!mark.sentence.empty() &&
            std::abs(plot().xAxis->coordToPixel(mark.x) - position.x()) <= nearMark)
            lines.append(QString::fromStdString(mark.sentence));
    plot().setToolTip(lines.join('\n'));
}

} // namespace pareidolia
