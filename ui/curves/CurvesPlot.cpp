// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/CurvesPlot.h"

#include "ui/curves/Bands.h"
#include "ui/curves/ChangeMarks.h"
#include "ui/curves/ClassLines.h"
#include "ui/curves/GroupBands.h"
#include "ui/curves/LogOddsTicker.h"
#include "ui/curves/MomentMark.h"
#include "ui/drawing/Theme.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

struct CurvesPlot::Parts
{
    explicit Parts(QCustomPlot& plot) : lines(plot), marks(plot) {}

    std::vector<Bands> runs;
    std::vector<GroupBands> groups; ///< one a run
    ClassLines lines;
    ChangeMarks marks;
    std::vector<MomentMark> moments; ///< one a run
    QCPItemText* hint = nullptr;
    std::vector<QCPItemText*>
        names; ///< at the ends of medians: of runs, or of a group and the rest
};

CurvesPlot::CurvesPlot(std::vector<RunSession*> sessions, WallState* state, QWidget* parent)
    : DrawnPlot("curves", tr("Confidence curves"), parent),
      m_sessions(std::move(sessions)),
      m_state(state),
      m_parts(std::make_unique<Parts>(plot()))
{
    plot().setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    for (const RunSession* session : m_sessions) {
        m_parts->runs.emplace_back(plot());
        m_parts->groups.emplace_back(plot(), *session);
        m_parts->moments.emplace_back(plot());
    }
    m_parts->hint = new QCPItemText(&plot());
    m_parts->hint->setText({});
    m_parts->hint->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_parts->hint->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_parts->hint->position->setCoords(0.99, 0.97);
    for (int i = 0; i < 2; ++i) {
        auto* item = new QCPItemText(&plot());
        item->setPadding(QMargins(4, 0, 4, 0));
        m_parts->names.push_back(item);
    }

    for (RunSession* session : m_sessions) {
        connect(session, &RunSession::advanced, this, &CurvesPlot::requestDrawing);
        connect(&session->time(), &TimeMachine::travelled, this, &CurvesPlot::requestDrawing);
    }
    for (const auto change :
         {&WallState::currentChanged, &WallState::selectionChanged, &WallState::hoverChanged})
        connect(state, change, this, &CurvesPlot::requestDrawing);
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { hover(event->position()); });
    connect(&plot(), &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { choose(event->position()); });
    connect(&plot(), &QCustomPlot::mouseDoubleClick, this, &CurvesPlot::requestDrawing);
    setY(m_scale.y);
    applyColours();
}

CurvesPlot::~CurvesPlot() = default;

void CurvesPlot::setX(CurvesX x)
{
    m_scale.x = x;
    requestDrawing();
}

void CurvesPlot::setY(CurvesY y)
{
    m_scale.y = y;
    const auto ticker = y == CurvesY::LogOdds ? QSharedPointer<QCPAxisTicker>(new LogOddsTicker)
                                              : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker);
    plot().yAxis->setTicker(ticker);
    requestDrawing();
}

void CurvesPlot::setGroup(std::optional<std::size_t> group)
{
    m_group = group ? &m_sessions.front()->model().groups.at(*group) : nullptr;
    for (GroupBands& bands : m_parts->groups)
        bands.choose(m_group);
    requestDrawing();
}

void CurvesPlot::draw()
{
    for (std::size_t run = 0; run < m_sessions.size(); ++run)
        drawRun(run);
    placeNames();
    const Theme theme = themeOf(palette());
    const auto classes = ClassLines::wantedBy(*m_state);
    m_parts->lines.draw(classes, m_sessions, m_scale, theme);
    QStringList names;
    for (const std::size_t index : classes)
        names.append(QString::fromStdString(m_sessions.front()->model().labels[index]));
    m_parts->hint->setText(names.join(QStringLiteral(" · ")));
    m_parts->marks.draw(m_sessions, m_scale.x, coloursOf(theme).quietText);
    for (std::size_t run = 0; run < m_sessions.size(); ++run)
        m_parts->moments[run].draw(*m_sessions[run], m_scale.x, coloursOf(theme).text);
    plot().xAxis->setLabel(titleOf(m_scale.x));
    plot().rescaleAxes(true);
    if (m_scale.y == CurvesY::Confidence)
        plot().yAxis->setRange(0, 1.02);
    else
        plot().yAxis->scaleRange(1.06);
}

void CurvesPlot::drawRun(std::size_t run)
{
    m_parts->groups[run].draw(m_scale);
    if (m_group) {
        m_parts->runs[run].clear();
        return;
    }
    QVector<double> x;
    Bands::Values y;
    for (const CurvePoint& point : m_sessions[run]->curve().points()) {
        x.append(xOf(point, m_scale.x));
        for (std::size_t q = 0; q < y.size(); ++q)
            y[q].append(m_scale.yOf(point.statistics.logOddsQuantiles[q]));
    }
    m_parts->runs[run].setData(x, y);
}

void CurvesPlot::placeNames()
{
    struct Named
    {
        QString text;
        std::optional<Bands::End> end;
        QColor colour;
    };
    const Theme theme = themeOf(palette());
    const Colours colours = coloursOf(theme);
    std::vector<Named> named;
    const auto name = [&](const QString& text, const Bands& bands, const QColor& colour) {
        named.push_back({text, bands.end(), colour});
    };
    const auto bandsOf = [this](std::size_t run) -> const Bands& {
        return m_group ? m_parts->groups[run].group() : m_parts->runs[run];
    };
    if (m_sessions.size() > 1) {
        name(tr("A"), bandsOf(0), colours.accent);
        name(tr("B"), bandsOf(1), categoryColour(theme, 0));
    } else if (m_group) {
        name(QString::fromStdString(m_group->name), bandsOf(0), colours.accent);
        name(tr("other classes"), m_parts->groups.front().rest(), colours.quietText);
    }
    // One above its curve, one below: they never stand on each other.
    std::ranges::sort(named, {}, [](const Named& one) { return one.end ? one.end->y : 0; });
    for (std::size_t place = 0; place < m_parts->names.size(); ++place) {
        QCPItemText* item = m_parts->names[place];
        const bool shown = place < named.size() && named[place].end;
        item->setVisible(shown);
        if (!shown)
            continue;
        item->setText(named[place].text);
        item->setColor(named[place].colour);
        item->position->setCoords(named[place].end->x, named[place].end->y);
        item->setPositionAlignment(Qt::AlignRight |
                                   (place + 1 == named.size() ? Qt::AlignBottom : Qt::AlignTop));
    }
}

void CurvesPlot::hover(const QPointF& position)
{
    const auto index = m_parts->lines.at(position);
    if (index || !m_state->hoveredClass())
        m_state->setHoveredClass(index);
    const double x = plot().xAxis->pixelToCoord(position.x());
    QStringList lines;
    for (RunSession* session : m_sessions) {
        const std::vector<CurvePoint> points = session->curve().points();
        const auto at = std::ranges::lower_bound(
            points, x, {}, [this](const CurvePoint& point) { return xOf(point, m_scale.x); });
        if (at != points.end())
            lines.append(tr("generation %1: median %2, from %3 to %4")
                             .arg(at->generation)
                             .arg(QString::fromStdString(spokenMedian(at->statistics)))
                             .arg(QString::fromStdString(spokenMin(at->statistics)))
                             .arg(QString::fromStdString(spokenMax(at->statistics))));
        lines.append(m_parts->marks.sentencesAt(*session, m_scale.x, position.x()));
    }
    plot().setToolTip(lines.join('\n'));
}

void CurvesPlot::choose(const QPointF& position)
{
    if (const auto index = m_parts->lines.at(position))
        m_state->setCurrentClass(index);
}

void CurvesPlot::applyColours()
{
    const Theme theme = themeOf(palette());
    const Colours colours = coloursOf(theme);
    m_parts->hint->setColor(colours.quietText);
    m_parts->hint->setFont(font());
    QFont bold = font();
    bold.setBold(true);
    for (QCPItemText* name : m_parts->names)
        name->setFont(bold);
    for (std::size_t run = 0; run < m_parts->runs.size(); ++run) {
        const QColor colour = run == 0 ? colours.accent : categoryColour(theme, run - 1);
        m_parts->runs[run].setLook(QPen(colour, 1), colour);
        m_parts->groups[run].setLook(colour, m_sessions.size() == 1 ? colours.quietText : colour);
    }
    DrawnPlot::applyColours();
}

} // namespace pareidolia
