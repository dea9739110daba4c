// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/GoalMatrix.h"

#include "ui/curves/PlotHeader.h"
#include "ui/curves/PlotLook.h"
#include "ui/drawing/Theme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace pareidolia {

namespace {

constexpr int mostCells = 250; ///< a side: neighbours share one where there are more classes

QCPColorGradient gradientFrom(const QColor& faint, const QColor& strong)
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorStopAt(0, faint);
    gradient.setColorStopAt(1, strong);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

struct GoalMatrix::Parts
{
    QCPColorMap* map;
    QCPItemText* sentence;
};

GoalMatrix::GoalMatrix(RunSession* session, WallState* state, QWidget* parent)
    : DrawnPlot("goalMatrix", tr("Which class's champion became another class's"), parent),
      m_session(session),
      m_state(state),
      m_parts(std::make_unique<Parts>())
{
    makeTable(plot());
    m_parts->map = new QCPColorMap(plot().xAxis, plot().yAxis);
    m_parts->map->setInterpolate(false);
    m_parts->sentence = new QCPItemText(&plot());
    m_parts->sentence->setText({});
    m_parts->sentence->setClipToAxisRect(false);
    m_parts->sentence->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_parts->sentence->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_parts->sentence->position->setCoords(0, -0.02);
    plot().axisRect()->setMinimumMargins({0, fontMetrics().height() + 8, 12, 0});

    connect(session, &RunSession::advanced, this, &GoalMatrix::requestDrawing);
    connect(&session->time(), &TimeMachine::travelled, this, &GoalMatrix::requestDrawing);
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](QMouseEvent* event) { hover(event->position()); });
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (const auto classes = classesAt(event->position()))
            m_state->setCurrentClass(classes->second);
    });
    applyColours();
}

GoalMatrix::~GoalMatrix() = default;

void GoalMatrix::count()
{
    const auto& moment = m_session->time().generation();
    m_session->inspect([&](const Run& run) {
        std::span records(run.improvements());
        if (moment)
            records = records.first(static_cast<std::size_t>(
                std::ranges::partition_point(records,
                                             [&](const ImprovementRecord& record) {
                                                 return record.id.generation <= *moment;
                                             }) -
                records.begin()));
        if (records.size() < m_counted) { // somebody went back in time
            m_switches = GoalSwitches();
            m_counted = 0;
        }
        m_switches.add(records.subspan(m_counted));
        m_counted = records.size();
    });
}

void GoalMatrix::draw()
{
    count();
    drawCells();
    nameAxes();
    const std::uint64_t takeovers = m_switches.takeovers();
    m_parts->sentence->setText(takeovers == 0
                                   ? tr("No champion has a parent yet.")
                                   : tr("%1 % of %2 takeovers were goal switches")
                                         .arg(100.0 * static_cast<double>(m_switches.switches()) /
                                                  static_cast<double>(takeovers),
                                              0, 'f', 1)
                                         .arg(takeovers));
}

void GoalMatrix::drawCells()
{
    const auto& targets = m_session->targets();
    const int classes = static_cast<int>(targets.size());
    const int cells = std::clamp(classes, 1, mostCells);
    QCPColorMapData* colours = m_parts->map->data();
    colours->setSize(cells, cells);
    const double half = static_cast<double>(classes) / cells / 2;
    colours->setRange({half, classes - half}, {half, classes - half});
    std::vector<double> sums(static_cast<std::size_t>(cells) * static_cast<std::size_t>(cells));
    const auto cellOf = [&](int target) {
        return static_cast<std::size_t>(static_cast<std::int64_t>(target) * cells / classes);
    };
    const auto placeOf = [&](std::size_t index) {
        return static_cast<int>(std::ranges::lower_bound(targets, index) - targets.begin());
    };
    for (const auto& [pair, count] : m_switches.counts())
        sums[cellOf(placeOf(pair.first)) * static_cast<std::size_t>(cells) +
             cellOf(placeOf(pair.second))] += count;
    double most = 0;
    for (int from = 0; from < cells; ++from)
        for (int to = 0; to < cells; ++to) {
            const double sum =
                sums[static_cast<std::size_t>(from) * static_cast<std::size_t>(cells) +
                     static_cast<std::size_t>(to)];
            // As logarithms: a class gives to itself far more often than to any other.
            const double value = std::log1p(sum);
            most = std::max(most, value);
            colours->setCell(to, from, sum > 0 ? value : std::numeric_limits<double>::quiet_NaN());
        }
    m_parts->map->setDataRange({0, std::max(most, 1.0)});
    plot().xAxis->setRange(0, std::max(classes, 1));
    plot().yAxis->setRange(0, std::max(classes, 1));
}

void GoalMatrix::nameAxes()
{
    const auto& targets = m_session->targets();
    const auto name = [&](QCPAxis* axis, int pixels, int each, const QString& title) {
        const auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
        const int classes = static_cast<int>(targets.size());
        const bool all = classes * each <= pixels;
        for (int i = 0; all && i < classes; ++i)
            ticker->addTick(i + 0.5,
                            QString::fromStdString(
                                m_session->model().labels[targets[static_cast<std::size_t>(i)]]));
        axis->setTicker(ticker);
        axis->setTickPen(Qt::NoPen);
        axis->setLabel(all ? title : tr("%1 (%2 classes)").arg(title).arg(classes));
    };
    int widest = 0;
    for (const std::size_t target : targets)
        widest = std::max(
            widest, widthOf(QString::fromStdString(m_session->model().labels[target]), font()));
    name(plot().xAxis, plot().axisRect()->width(), widest + 8, tr("class that was taken over"));
    name(plot().yAxis, plot().axisRect()->height(), fontMetrics().height(),
         tr("parent: champion of"));
}

std::optional<std::pair<std::size_t, std::size_t>>
GoalMatrix::classesAt(const QPointF& position) const
{
    const auto& targets = m_session->targets();
    const double to = std::floor(plot().xAxis->pixelToCoord(position.x()));
    const double from = std::floor(plot().yAxis->pixelToCoord(position.y()));
    const auto classes = static_cast<double>(targets.size());
    if (to < 0 || from < 0 || to >= classes || from >= classes)
        return std::nullopt;
    return std::pair(targets[static_cast<std::size_t>(from)],
                     targets[static_cast<std::size_t>(to)]);
}

void GoalMatrix::hover(const QPointF& position)
{
    const auto classes = classesAt(position);
    m_state->setHoveredClass(classes ? std::optional(classes->second) : std::nullopt);
    plot().setToolTip({});
    if (!classes)
        return;
    const auto label = [this](std::size_t index) {
        return QString::fromStdString(m_session->model().labels[index]);
    };
    const std::uint32_t count = m_switches.count(classes->first, classes->second);
    plot().setToolTip(tr("%1 was taken over by children of %2's champions: %3 times")
                          .arg(label(classes->second), label(classes->first))
                          .arg(count));
}

void GoalMatrix::applyColours()
{
    const Colours colours = coloursOf(themeOf(palette()));
    m_parts->map->setGradient(gradientFrom(colours.grid, colours.accent));
    m_parts->sentence->setColor(colours.quietText);
    m_parts->sentence->setFont(font());
    DrawnPlot::applyColours();
}

} // namespace pareidolia
