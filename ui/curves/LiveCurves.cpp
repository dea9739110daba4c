// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/LiveCurves.h"

#include "core/run/ParameterTable.h"
#include "ui/session/ParameterWords.h"
#include "ui/session/PastOfRun.h"

#include <QCoreApplication>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr std::size_t mostClasses = 12;

QString tr(const char* text)
{
    return QCoreApplication::translate("CurvesPlot", text);
}

/// "Children per generation changed to 50".
QString sentenceOf(const ChangeRecord& change)
{
    const auto parameter = findParameter(change.key);
    const QString label = parameter ? labelOf(**parameter) : QString::fromStdString(change.key);
    if (change.value.empty())
        return tr("%1 has no limit now").arg(label);
    return tr("%1 changed to %2").arg(label, QString::fromStdString(change.value));
}

} // namespace

LiveCurves::LiveCurves(std::vector<RunSession*> sessions, const WallState* state)
    : m_sessions(std::move(sessions)), m_state(state), m_groups(m_sessions.size())
{}

void LiveCurves::setGroup(const ClassGroup* group)
{
    m_group = group;
    for (std::size_t side = 0; side < m_sessions.size(); ++side) {
        std::vector<std::size_t> members;
        const auto& targets = m_sessions[side]->targets();
        for (std::size_t i = 0; group && i < targets.size(); ++i)
            if (std::ranges::binary_search(group->classes, targets[i]))
                members.push_back(i);
        m_groups[side].choose(std::move(members));
    }
}

std::set<std::size_t> LiveCurves::classes() const
{
    const auto& selected = m_state->selectedClasses();
    std::set<std::size_t> wanted(selected.begin(), selected.end());
    while (wanted.size() > mostClasses)
        wanted.erase(std::prev(wanted.end()));
    for (const auto& extra : {m_state->currentClass(), m_state->hoveredClass()})
        if (extra)
            wanted.insert(*extra);
    return wanted;
}

CurvesFigure LiveCurves::figure(const CurvesScale& scale, Theme theme)
{
    CurvesFigure figure{.scale = scale, .theme = theme};
    for (std::size_t side = 0; side < m_sessions.size(); ++side) {
        addRuns(figure, side);
        addMarks(figure, *m_sessions[side]);
    }
    std::size_t number = 0;
    for (const std::size_t index : classes()) {
        for (std::size_t side = 0; side < m_sessions.size(); ++side)
            addLine(figure, side, index, number);
        ++number;
    }
    return figure;
}

QString LiveCurves::nameOf(std::size_t side) const
{
    if (m_sessions.size() > 1)
        return side == 0 ? tr("A") : tr("B");
    return m_group ? QString::fromStdString(m_group->name) : QString();
}

void LiveCurves::addRuns(CurvesFigure& figure, std::size_t side)
{
    const RunSession& session = *m_sessions[side];
    CurvesRun run{.label = nameOf(side).toStdString(), .side = side};
    if (!m_group) {
        for (const CurvePoint& point : session.curve().points())
            run.add(xOf(point, figure.scale.x), point.statistics.logOddsQuantiles, figure.scale);
        figure.runs.push_back(std::move(run));
        return;
    }
    CurvesRun rest{.side = side, .isRest = true};
    if (m_sessions.size() == 1)
        rest.label = tr("all others").toStdString();
    for (const GroupCurves::Point& point : m_groups[side].follow(session.confidences())) {
        run.add(xOf(point, figure.scale.x), point.group, figure.scale);
        rest.add(xOf(point, figure.scale.x), point.rest, figure.scale);
    }
    figure.runs.push_back(std::move(rest)); // the group is painted later, so above
    figure.runs.push_back(std::move(run));
}

void LiveCurves::addLine(CurvesFigure& figure, std::size_t side, std::size_t index,
                         std::size_t number)
{
    const RunSession& session = *m_sessions[side];
    CurvesLine line{
        .label = session.model().labels[index], .index = index, .number = number, .side = side};
    for (const ClassPoint& point : session.history(index).points())
        line.add(xOf(point, figure.scale.x), point.logOdds, figure.scale);
    if (const auto& latest = session.news().latest)
        line.holdUntil(xOf(*latest, figure.scale.x));
    figure.lines.push_back(std::move(line));
}

void LiveCurves::addMarks(CurvesFigure& figure, const RunSession& session)
{
    const std::vector<CurvePoint> points = session.curve().points();
    const auto add = [&](CurvesMark::Kind kind, const CurvePoint& at, const QString& sentence) {
        figure.marks.push_back({kind, xOf(at, figure.scale.x), sentence.toStdString()});
    };
    for (const ChangeRecord& change : session.settings().changes())
        if (const CurvePoint* at = pointFrom(points, change.generation))
            add(CurvesMark::Kind::Change, *at,
                tr("from generation %1 on: %2").arg(change.generation).arg(sentenceOf(change)));
    if (const auto& moment = session.time().generation(); moment && !points.empty())
        add(CurvesMark::Kind::Moment, pointAt(points, *moment), {});
}

} // namespace pareidolia
