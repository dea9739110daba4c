// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/ChangeMarks.h"

#include "core/run/ParameterTable.h"
#include "ui/session/ParameterWords.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <optional>

namespace pareidolia {

namespace {

constexpr double nearMark = 4; ///< pixels

QString tr(const char* text)
{
    return QCoreApplication::translate("CurvesPlot", text);
}

/// "Children a generation became 50".
QString sentenceOf(const ChangeRecord& change)
{
    const auto parameter = findParameter(change.key);
    const QString label = parameter ? labelOf(**parameter) : QString::fromStdString(change.key);
    if (change.value.empty())
        return tr("%1: no limit").arg(label);
    return tr("%1 changed to %2").arg(label, QString::fromStdString(change.value));
}

/// Where a change is marked; nothing before its generation is through.
std::optional<double> markOf(const ChangeRecord& change, const std::vector<CurvePoint>& points,
                             CurvesX x)
{
    // Long curves are thinned out: the generation itself may be gone.
    const auto at =
        std::ranges::lower_bound(points, change.generation, {}, &CurvePoint::generation);
    return at == points.end() ? std::nullopt : std::optional(xOf(*at, x));
}

} // namespace

void ChangeMarks::draw(const std::vector<RunSession*>& sessions, CurvesX x, const QColor& colour)
{
    for (QCPItemStraightLine* mark : m_marks)
        m_plot.removeItem(mark);
    m_marks.clear();
    for (const RunSession* session : sessions) {
        const std::vector<CurvePoint> points = session->curve().points();
        for (const ChangeRecord& change : session->settings().changes()) {
            const auto at = markOf(change, points, x);
            if (!at)
                continue;
            auto* mark = new QCPItemStraightLine(&m_plot);
            mark->setPen(QPen(colour, 1, Qt::DotLine));
            mark->point1->setCoords(*at, 0);
            mark->point2->setCoords(*at, 1);
            m_marks.push_back(mark);
        }
    }
}

QStringList ChangeMarks::sentencesAt(const RunSession& session, CurvesX x, double pixel) const
{
    QStringList sentences;
    const std::vector<CurvePoint> points = session.curve().points();
    for (const ChangeRecord& change : session.settings().changes())
        if (const auto mark = markOf(change, points, x);
            mark && std::abs(m_plot.xAxis->coordToPixel(*mark) - pixel) <= nearMark)
            sentences.append(
                tr("from generation %1 on: %2").arg(change.generation).arg(sentenceOf(change)));
    return sentences;
}

} // namespace pareidolia
