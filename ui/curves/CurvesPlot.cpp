// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPlot.h"

#include "core/classifier/Scores.h"
#include "ui/curves/LogOddsTicker.h"
#include "ui/present/Theme.h"
#include "ui/session/ParameterWords.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

namespace pareidolia {

namespace {

constexpr int drawingInterval = 250; ///< milliseconds
constexpr double leastLogOdds = -25; ///< where classes without a champion are drawn
constexpr std::size_t mostClasses = 12;
constexpr double reach = 12;   ///< pixels from a line that still hit it
constexpr double nearMark = 4; ///< pixels from the mark of a change

/// "Children a generation became 50".
QString sentenceOf(const ChangeRecord& change)
{
    const auto parameter = findParameter(change.key);
    const QString label = parameter ? labelOf(**parameter) : QString::fromStdString(change.key);
    if (change.value.empty())
        return CurvesPlot::tr("%1 has no limit any more").arg(label);
    return CurvesPlot::tr("%1 became %2").arg(label, QString::fromStdString(change.value));
}

struct Line
{
    std::size_t index = 0;
    QCPGraph* graph = nullptr;
};

QColor faint(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace

struct CurvesPlot::Parts
{
    /// From the lowest to the highest quantile.
    struct Bands
    {
        QCPGraph *minimum, *lower, *median, *upper, *maximum;
    };

    QCustomPlot* plot = nullptr;
    std::vector<Bands> runs;
    std::vector<Line> lines;
    std::vector<QCPItemStraightLine*> marks;
    QCPItemText* hint = nullptr;
    std::vector<QCPItemText*> names; ///< of two runs, at the ends of their medians
};

CurvesPlot::CurvesPlot(std::vector<RunSession*> sessions, GridState* state, QWidget* parent)
    : QWidget(parent),
      m_sessions(std::move(sessions)),
      m_state(state),
      m_parts(std::make_unique<Parts>())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* plot = m_parts->plot = new QCustomPlot;
    plot->setObjectName(QStringLiteral("curves"));
    plot->setAccessibleName(tr("Curves of confidence"));
    plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    plot->setNotAntialiasedElements(QCP::aeFills); // most of what drawing would cost
    plot->setMinimumHeight(120);
    layout->addWidget(plot);
    for ([[maybe_unused]] RunSession* session : m_sessions) {
        const auto graph = [plot] {
            QCPGraph* added = plot->addGraph();
            added->setAdaptiveSampling(true);
            return added;
        };
        // Named one by one: the fill between two of them needs both.
        QCPGraph *minimum = graph(), *lower = graph(), *upper = graph(), *maximum = graph();
        m_parts->runs.push_back({minimum, lower, graph(), upper, maximum});
        maximum->setChannelFillGraph(minimum);
        upper->setChannelFillGraph(lower);
    }
    m_parts->hint = new QCPItemText(plot);
    m_parts->hint->setText({});
    m_parts->hint->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_parts->hint->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_parts->hint->position->setCoords(0.99, 0.97);

    if (m_sessions.size() > 1)
        for (const QString& name : {tr("A"), tr("B")}) {
            auto* item = new QCPItemText(plot);
            item->setText(name);
            item->setPadding(QMargins(4, 0, 4, 0));
            m_parts->names.push_back(item);
        }

    m_drawing.setSingleShot(true);
    m_drawing.setInterval(drawingInterval);
    connect(&m_drawing, &QTimer::timeout, this, &CurvesPlot::draw);
    for (RunSession* session : m_sessions)
        connect(session, &RunSession::advanced, this, &CurvesPlot::requestDrawing);
    for (const auto change :
         {&GridState::currentChanged, &GridState::selectionChanged, &GridState::hoverChanged})
        connect(state, change, this, &CurvesPlot::requestDrawing);
    connect(plot, &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { hover(event->position()); });
    connect(plot, &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { choose(event->position()); });
    connect(plot, &QCustomPlot::mouseDoubleClick, this, &CurvesPlot::requestDrawing);
    setY(m_y);
    applyColours();
}

CurvesPlot::~CurvesPlot() = default;

void CurvesPlot::setX(CurvesX x)
{
    m_x = x;
    requestDrawing();
}

void CurvesPlot::setY(CurvesY y)
{
    m_y = y;
    const auto ticker = y == CurvesY::LogOdds ? QSharedPointer<QCPAxisTicker>(new LogOddsTicker)
                                              : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker);
    m_parts->plot->yAxis->setTicker(ticker);
    requestDrawing();
}

void CurvesPlot::requestDrawing()
{
    if (isVisible() && !m_drawing.isActive())
        m_drawing.start();
}

double CurvesPlot::yOf(double logOdds) const
{
    if (std::isnan(logOdds))
        return logOdds;
    return m_y == CurvesY::LogOdds ? std::max(logOdds, leastLogOdds) : probabilityOf(logOdds);
}

void CurvesPlot::draw()
{
    if (!isVisible())
        return; // hidden since it was asked for
    for (std::size_t run = 0; run < m_sessions.size(); ++run)
        drawRun(run);
    placeNames();
    drawClasses();
    drawChanges();
    static const std::array xTitles{tr("generations"), tr("evaluations"), tr("seconds")};
    QCustomPlot* plot = m_parts->plot;
    plot->xAxis->setLabel(xTitles.at(static_cast<std::size_t>(m_x)));
    plot->rescaleAxes();
    if (m_y == CurvesY::Confidence)
        plot->yAxis->setRange(0, 1.02);
    else
        plot->yAxis->scaleRange(1.06);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvesPlot::drawRun(std::size_t run)
{
    const std::vector<CurvePoint> points = m_sessions[run]->curve().points();
    const auto count = static_cast<qsizetype>(points.size());
    QVector<double> x(count);
    std::array<QVector<double>, 5> y;
    y.fill(QVector<double>(count));
    for (qsizetype i = 0; i < count; ++i) {
        const CurvePoint& point = points[static_cast<std::size_t>(i)];
        x[i] = xOf(point, m_x);
        for (std::size_t q = 0; q < y.size(); ++q)
            y[q][i] = yOf(point.statistics.logOddsQuantiles[q]);
    }
    const Parts::Bands& bands = m_parts->runs[run];
    const std::array graphs{bands.minimum, bands.lower, bands.median, bands.upper, bands.maximum};
    for (std::size_t q = 0; q < y.size(); ++q)
        graphs[q]->setData(x, y[q], true);
}

void CurvesPlot::placeNames()
{
    std::vector<std::pair<double, QCPItemText*>> ends;
    for (std::size_t run = 0; run < m_parts->names.size(); ++run) {
        QCPItemText* name = m_parts->names[run];
        const auto points = m_parts->runs[run].median->data();
        name->setVisible(!points->isEmpty());
        if (points->isEmpty())
            continue;
        const QCPGraphData& last = *std::prev(points->constEnd());
        name->position->setCoords(last.key, last.value);
        ends.emplace_back(last.value, name);
    }
    // One above its curve, one below: they never stand on each other.
    std::ranges::sort(ends);
    for (std::size_t place = 0; place < ends.size(); ++place)
        ends[place].second->setPositionAlignment(
            Qt::AlignRight | (place + 1 == ends.size() ? Qt::AlignBottom : Qt::AlignTop));
}

void CurvesPlot::drawClasses()
{
    std::set<std::size_t> wanted(m_state->selectedClasses().begin(),
                                 m_state->selectedClasses().end());
    while (wanted.size() > mostClasses)
        wanted.erase(std::prev(wanted.end()));
    for (const auto& extra : {m_state->currentClass(), m_state->hoveredClass()})
        if (extra)
            wanted.insert(*extra);

    for (const Line& line : m_parts->lines)
        m_parts->plot->removeGraph(line.graph);
    m_parts->lines.clear();
    const Theme theme = themeOf(palette());
    QStringList names;
    std::size_t place = m_sessions.size() - 1; // the first colours are the runs'
    for (const std::size_t index : wanted) {
        QColor colour = categoryColour(theme, place++);
        for (std::size_t run = 0; run < m_sessions.size(); ++run) {
            QVector<double> x, y;
            for (const ClassPoint& point : m_sessions[run]->history(index).points()) {
                x.append(xOf(point, m_x));
                y.append(yOf(point.logOdds));
            }
            if (const auto& latest = m_sessions[run]->news().latest; latest && !y.isEmpty()) {
                x.append(xOf(*latest, m_x));
                y.append(y.last());
            }
            QCPGraph* graph = m_parts->plot->addGraph();
            graph->setPen(QPen(colour, 1, run == 0 ? Qt::SolidLine : Qt::DashLine));
            graph->setLineStyle(QCPGraph::lsStepLeft);
            graph->setData(x, y, true);
            m_parts->lines.push_back({index, graph});
        }
        names.append(QString::fromStdString(m_sessions.front()->model().labels[index]));
    }
    m_parts->hint->setText(names.join(QStringLiteral(" · ")));
}

std::optional<double> CurvesPlot::markOf(const ChangeRecord& change,
                                         const std::vector<CurvePoint>& points) const
{
    // Long curves are thinned out: the generation itself may be gone.
    const auto at =
        std::ranges::lower_bound(points, change.generation, {}, &CurvePoint::generation);
    return at == points.end() ? std::nullopt : std::optional(xOf(*at, m_x));
}

void CurvesPlot::drawChanges()
{
    for (QCPItemStraightLine* mark : m_parts->marks)
        m_parts->plot->removeItem(mark);
    m_parts->marks.clear();
    const QColor colour = coloursOf(themeOf(palette())).quietText;
    for (RunSession* session : m_sessions) {
        const std::vector<CurvePoint> points = session->curve().points();
        for (const ChangeRecord& change : session->changes()) {
            const auto at = markOf(change, points);
            if (!at)
                continue;
            auto* mark = new QCPItemStraightLine(m_parts->plot);
            mark->setPen(QPen(colour, 1, Qt::DotLine));
            mark->point1->setCoords(*at, 0);
            mark->point2->setCoords(*at, 1);
            m_parts->marks.push_back(mark);
        }
    }
}

std::optional<std::size_t> CurvesPlot::classAt(const QPointF& position) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (const Line& line : m_parts->lines)
        if (const double distance = line.graph->selectTest(position, false);
            distance >= 0 && distance < least) {
            least = distance;
            nearest = line.index;
        }
    return nearest;
}

void CurvesPlot::hover(const QPointF& position)
{
    const auto index = classAt(position);
    if (index || !m_state->hoveredClass())
        m_state->setHoveredClass(index);
    const QCustomPlot* plot = m_parts->plot;
    const double x = plot->xAxis->pixelToCoord(position.x());
    QStringList lines;
    for (RunSession* session : m_sessions) {
        const std::vector<CurvePoint> points = session->curve().points();
        const auto at = std::ranges::lower_bound(
            points, x, {}, [this](const CurvePoint& point) { return xOf(point, m_x); });
        if (at != points.end())
            lines.append(tr("generation %1: median %2, from %3 to %4")
                             .arg(at->generation)
                             .arg(QString::fromStdString(spokenMedian(at->statistics)))
                             .arg(QString::fromStdString(spokenMin(at->statistics)))
                             .arg(QString::fromStdString(spokenMax(at->statistics))));
        for (const ChangeRecord& change : session->changes())
            if (const auto mark = markOf(change, points);
                mark && std::abs(plot->xAxis->coordToPixel(*mark) - position.x()) <= nearMark)
                lines.append(
                    tr("from generation %1 on: %2").arg(change.generation).arg(sentenceOf(change)));
    }
    m_parts->plot->setToolTip(lines.join('\n'));
}

void CurvesPlot::choose(const QPointF& position)
{
    if (const auto index = classAt(position))
        m_state->setCurrentClass(index);
}

void CurvesPlot::applyColours()
{
    const Theme theme = themeOf(palette());
    const Colours colours = coloursOf(theme);
    QCustomPlot* plot = m_parts->plot;
    plot->setBackground(QBrush(colours.behindFigure));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setBasePen(QPen(colours.grid));
        axis->setTickPen(QPen(colours.grid));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(colours.quietText);
        axis->setLabelColor(colours.quietText);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(colours.grid, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_parts->hint->setColor(colours.quietText);
    m_parts->hint->setFont(font());
    QFont bold = font();
    bold.setBold(true);
    for (std::size_t run = 0; run < m_parts->runs.size(); ++run) {
        const Parts::Bands& bands = m_parts->runs[run];
        const QColor colour = run == 0 ? colours.accent : categoryColour(theme, run - 1);
        for (QCPGraph* edge : {bands.minimum, bands.lower, bands.upper, bands.maximum})
            edge->setPen(Qt::NoPen);
        bands.median->setPen(QPen(colour, 1));
        if (run < m_parts->names.size()) {
            m_parts->names[run]->setColor(colour);
            m_parts->names[run]->setFont(bold);
        }
        bands.maximum->setBrush(faint(colour, 0.15));
        bands.upper->setBrush(faint(colour, 0.25));
    }
    requestDrawing();
}

void CurvesPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyColours();
}

void CurvesPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    requestDrawing();
}

} // namespace pareidolia
