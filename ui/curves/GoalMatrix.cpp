// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GoalSwitches.h"
#include "ui/curves/CurvesViews.h"
#include "ui/curves/DrawnPlot.h"
#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace pareidolia {

namespace {

constexpr int mostCells = 250; ///< a side: neighbours share one if there are more classes

QCPColorGradient gradientFrom(const QColor& faint, const QColor& strong)
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    gradient.setColorStopAt(0, faint);
    gradient.setColorStopAt(1, strong);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

class GoalMatrix : public DrawnPlot
{
public:
    GoalMatrix(RunSession* session, WallState* state);

protected:
    void draw() override;
    void applyColours() override;
    void hover(const QPointF& position) override;
    void press(const QPointF& position) override;

private:
    void count();
    void drawCells();
    QString label(std::size_t index) const
    {
        return QString::fromStdString(m_session->model().labels[index]);
    }
    /// The classes at a position: the parent's, and the one that was taken over.
    std::optional<std::pair<std::size_t, std::size_t>> classesAt(const QPointF& position) const;

    RunSession* m_session;
    WallState* m_state;
    GoalSwitches m_switches;
    std::size_t m_counted = 0; ///< records of the log
    QCPColorMap* m_map;
    QCPItemText* m_sentence;
};

GoalMatrix::GoalMatrix(RunSession* session, WallState* state)
    : DrawnPlot("goalMatrix", tr("Goal switches by class of the parent and class taken over")),
      m_session(session),
      m_state(state),
      m_map(new QCPColorMap(plot().xAxis, plot().yAxis)),
      m_sentence(new QCPItemText(&plot()))
{
    makeTable();
    m_map->setInterpolate(false);
    m_sentence->setText({});
    m_sentence->setClipToAxisRect(false);
    m_sentence->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_sentence->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_sentence->position->setCoords(0, -0.02);
    plot().axisRect()->setMinimumMargins({0, fontMetrics().height() + 8, 12, 0});
    follow(*session);
    applyColours();
}

void GoalMatrix::count()
{
    const auto& moment = m_session->time().generation();
    m_session->inspect([&](const Run& run) {
        std::span records(run.improvements());
        if (moment)
            records = {records.begin(),
                       std::ranges::partition_point(records, [&](const ImprovementRecord& record) {
                           return record.id.generation <= *moment;
                       })};
        if (records.size() < m_counted) { // an earlier generation is shown
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
    QStringList labels;
    for (const std::size_t target : m_session->targets())
        labels.append(label(target));
    nameCells(*plot().xAxis, labels, tr("class that was taken over"));
    nameCells(*plot().yAxis, labels, tr("parent: champion of"));
    const std::uint64_t takeovers = m_switches.takeovers();
    m_sentence->setText(takeovers == 0
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
    QCPColorMapData& sums = *m_map->data();
    sums.setSize(cells, cells);
    const double half = static_cast<double>(classes) / cells / 2;
    sums.setRange({half, classes - half}, {half, classes - half});
    sums.fill(0);
    const auto cellOf = [&](std::size_t index) {
        const auto place = std::ranges::lower_bound(targets, index) - targets.begin();
        return static_cast<int>(place * cells / classes);
    };
    for (const auto& [pair, count] : m_switches.counts()) {
        const int from = cellOf(pair.first), to = cellOf(pair.second);
        sums.setCell(to, from, sums.cell(to, from) + count);
    }
    double most = 1;
    for (int from = 0; from < cells; ++from)
        for (int to = 0; to < cells; ++to) {
            // As logarithms: takeovers within a class are by far the most frequent.
            const double value = std::log1p(sums.cell(to, from));
            most = std::max(most, value);
            sums.setCell(to, from, value > 0 ? value : std::numeric_limits<double>::quiet_NaN());
        }
    m_map->setDataRange({0, most});
    plot().xAxis->setRange(0, std::max(classes, 1));
    plot().yAxis->setRange(0, std::max(classes, 1));
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
    plot().setToolTip(classes ? tr("%1 was taken over by children of %2's champions: %3 times")
                                    .arg(label(classes->second), label(classes->first))
                                    .arg(m_switches.count(classes->first, classes->second))
                              : QString());
}

void GoalMatrix::press(const QPointF& position)
{
    if (const auto classes = classesAt(position))
        m_state->setCurrentClass(classes->second);
}

void GoalMatrix::applyColours()
{
    const Colours colours = coloursOf(themeOf(palette()));
    m_map->setGradient(gradientFrom(colours.grid, colours.accent));
    m_sentence->setColor(colours.quietText);
    m_sentence->setFont(font());
    DrawnPlot::applyColours();
}

} // namespace

QWidget* makeGoalMatrix(RunSession* session, WallState* state)
{
    return new GoalMatrix(session, state);
}

} // namespace pareidolia
