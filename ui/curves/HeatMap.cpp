// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/HeatMap.h"

#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Spoken.h"
#include "ui/session/PastOfRun.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pareidolia {

namespace {

constexpr int mostCells = 480; ///< to the right
constexpr int mostTicks = 9;
constexpr int colourStops = 32; ///< of the gradient

QCPColorGradient gradient()
{
    QCPColorGradient made;
    made.clearColorStops();
    for (int stop = 0; stop <= colourStops; ++stop) {
        const double share = static_cast<double>(stop) / colourStops;
        made.setColorStopAt(
            share, confidenceColour(darkestLogOdds + share * (brightestLogOdds - darkestLogOdds)));
    }
    made.setNanHandling(QCPColorGradient::nhTransparent);
    return made;
}

/// The column that holds at `x`; null while there are none.
const ConfidenceMap::Column* columnAt(const std::vector<ConfidenceMap::Column>& columns, double x,
                                      CurvesX axis)
{
    const auto after = std::ranges::upper_bound(
        columns, x, {}, [axis](const ConfidenceMap::Column& column) { return xOf(column, axis); });
    if (columns.empty())
        return nullptr;
    // Before the first column its values are shown; the tool tip tells their generation.
    return after == columns.begin() ? &columns.front() : &*std::prev(after);
}

} // namespace

HeatMap::HeatMap(RunSession* session, WallState* state, const ChampionFilter* filter)
    : DrawnPlot("heatMap", tr("Confidence of each class over the generations")),
      m_session(session),
      m_state(state),
      m_filter(filter),
      m_map(new QCPColorMap(plot().xAxis, plot().yAxis)),
      m_scale(new QCPColorScale(&plot())),
      m_current(new QCPItemLine(&plot())),
      m_hovered(new QCPItemLine(&plot())),
      m_moment(new QCPItemStraightLine(&plot()))
{
    makeTable();
    m_map->setInterpolate(false);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    setTicks(*m_scale->axis(), [](double from, double to) {
        return namedLogOdds(from, to, (to - from) / mostTicks);
    });
    plot().plotLayout()->addElement(0, 1, m_scale);
    m_map->setColorScale(m_scale);
    m_map->setGradient(gradient());
    m_map->setDataRange({darkestLogOdds, brightestLogOdds});
    auto* margins = new QCPMarginGroup(&plot());
    for (QCPLayoutElement* element :
         std::initializer_list<QCPLayoutElement*>{plot().axisRect(), m_scale})
        element->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    follow(*session);
    for (const auto change : {&WallState::currentChanged, &WallState::hoverChanged})
        connect(state, change, this, &HeatMap::requestDrawing);
    connect(filter, &QAbstractItemModel::layoutChanged, this, &HeatMap::requestDrawing);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(filter, change, this, &HeatMap::requestDrawing);
    applyColours();
}

void HeatMap::setX(CurvesX x)
{
    m_x = x;
    requestDrawing();
}

void HeatMap::setLines(Lines lines)
{
    m_lines = lines;
    requestDrawing();
}

std::vector<std::size_t> HeatMap::rowsInOrder() const
{
    std::vector<std::size_t> rows;
    if (m_lines == Lines::ByNumber) {
        rows.resize(m_session->targets().size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        return rows;
    }
    for (int row = 0; row < m_filter->rowCount(); ++row)
        rows.push_back(
            static_cast<std::size_t>(m_filter->mapToSource(m_filter->index(row, 0)).row()));
    return rows;
}

void HeatMap::draw()
{
    m_rows = rowsInOrder();
    drawCells();
    QStringList labels;
    for (const std::size_t row : m_rows)
        labels.append(QString::fromStdString(m_session->model().labels[m_session->targets()[row]]));
    nameCells(*plot().yAxis, labels);
    drawMarks();
    plot().xAxis->setLabel(titleOf(m_x));
}

double HeatMap::meanOf(const ConfidenceMap::Column* column, int first, int end) const
{
    double sum = 0;
    int pictures = 0;
    for (int line = first; column && line < end; ++line)
        if (const float logOdds = column->logOdds[m_rows[static_cast<std::size_t>(line)]];
            std::isfinite(logOdds)) {
            sum += static_cast<double>(logOdds);
            ++pictures;
        }
    return pictures ? sum / pictures : std::numeric_limits<double>::quiet_NaN();
}

void HeatMap::drawCells()
{
    const auto& columns = m_session->confidences().columns();
    const double end = columns.empty() ? 1 : std::max(1e-9, xOf(columns.back(), m_x));
    const QSize area = plot().axisRect()->size();
    const int across = std::clamp(area.width(), 2, mostCells);
    const auto lines = static_cast<int>(m_rows.size());
    const int down =
        std::clamp(lines, 1, std::max(2, area.height())); // none is skipped: they share
    QCPColorMapData* cells = m_map->data();
    cells->setSize(across, down);
    const double half = static_cast<double>(std::max(lines, 1)) / down / 2;
    cells->setRange({0, end}, {half, std::max(lines, 1) - half});
    for (int cell = 0; cell < across; ++cell) {
        const auto* column = columnAt(columns, end * cell / (across - 1), m_x);
        for (int i = 0; i < down; ++i)
            cells->setCell(cell, i, meanOf(column, i * lines / down, (i + 1) * lines / down));
    }
    plot().xAxis->setRange(0, end);
    plot().yAxis->setRange(0, std::max(lines, 1));
}

void HeatMap::drawMarks()
{
    const auto mark = [this](QCPItemLine& line, const std::optional<std::size_t>& place) {
        const auto& targets = m_session->targets();
        const auto found = std::ranges::find_if(
            m_rows, [&](std::size_t row) { return place && targets[row] == *place; });
        line.setVisible(found != m_rows.end());
        const double y = static_cast<double>(found - m_rows.begin()) + 0.5;
        line.start->setCoords(plot().xAxis->range().lower, y);
        line.end->setCoords(plot().xAxis->range().upper, y);
    };
    mark(*m_current, m_state->currentClass());
    mark(*m_hovered, m_state->hoveredClass());
    const auto& moment = m_session->time().generation();
    const std::vector<CurvePoint> points = m_session->curve().points();
    m_moment->setVisible(moment && !points.empty());
    if (!m_moment->visible())
        return;
    const double place = xOf(pointAt(points, *moment), m_x);
    m_moment->point1->setCoords(place, 0);
    m_moment->point2->setCoords(place, 1);
}

std::optional<std::size_t> HeatMap::classAt(const QPointF& position) const
{
    const double line = std::floor(plot().yAxis->pixelToCoord(position.y()));
    if (line < 0 || line >= static_cast<double>(m_rows.size()) ||
        !plot().axisRect()->rect().contains(position.toPoint()))
        return std::nullopt;
    return m_session->targets()[m_rows[static_cast<std::size_t>(line)]];
}

void HeatMap::hover(const QPointF& position)
{
    const auto place = classAt(position);
    m_state->setHoveredClass(place);
    plot().setToolTip({});
    const auto* column =
        columnAt(m_session->confidences().columns(), plot().xAxis->pixelToCoord(position.x()), m_x);
    if (!place || !column)
        return;
    const auto& targets = m_session->targets();
    const auto row = std::ranges::lower_bound(targets, *place) - targets.begin();
    const auto logOdds = static_cast<double>(column->logOdds[static_cast<std::size_t>(row)]);
    plot().setToolTip(tr("%1, generation %2: %3")
                          .arg(QString::fromStdString(m_session->model().labels[*place]))
                          .arg(column->generation)
                          .arg(spoken(confidenceOf(logOdds), logOdds)));
}

void HeatMap::press(const QPointF& position)
{
    if (const auto place = classAt(position))
        m_state->setCurrentClass(place);
}

void HeatMap::applyColours()
{
    const Colours colours = coloursOf(themeOf(palette()));
    dressAxis(*m_scale->axis());
    m_current->setPen(QPen(colours.accent, 1));
    m_hovered->setPen(QPen(colours.text, 1, Qt::DashLine));
    m_moment->setPen(QPen(colours.text, 1.5));
    DrawnPlot::applyColours();
}

} // namespace pareidolia
