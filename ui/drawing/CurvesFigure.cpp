// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/CurvesFigure.h"

#include "core/base/SpokenConfidence.h"
#include "core/base/Text.h"
#include "core/classifier/Scores.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>

namespace pareidolia {

namespace {

struct Extent
{
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void take(const std::vector<double>& values)
    {
        for (const double value : values)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    }
    bool isEmpty() const { return !(low <= high); }
};

} // namespace

QString titleOf(CurvesX x)
{
    constexpr std::array titles{QT_TRANSLATE_NOOP("CurvesPlot", "generations"),
                                QT_TRANSLATE_NOOP("CurvesPlot", "evaluations"),
                                QT_TRANSLATE_NOOP("CurvesPlot", "seconds")};
    return QCoreApplication::translate("CurvesPlot", titles.at(static_cast<std::size_t>(x)));
}

const CurvePoint* pointFrom(const std::vector<CurvePoint>& points, std::uint32_t generation)
{
    const auto at = std::ranges::lower_bound(points, generation, {}, &CurvePoint::generation);
    return at == points.end() ? nullptr : &*at;
}

double CurvesScale::yOf(double logOdds) const
{
    if (y == CurvesY::Confidence)
        return std::isnan(logOdds) ? logOdds : probabilityOf(logOdds);
    return std::isfinite(logOdds) ? logOdds : std::numeric_limits<double>::quiet_NaN();
}

std::string CurvesScale::nameOf(double value) const
{
    if (y == CurvesY::LogOdds)
        return spokenConfidence(0, value);
    return formatReal(std::round(value * 1e6) / 1e4) + " %";
}

std::vector<NamedValue> CurvesScale::ticksAcross(double from, double to, int count) const
{
    return roundValues(from, to, count, x == CurvesX::Seconds);
}

std::vector<NamedValue> CurvesScale::ticksUp(double from, double to, double distance) const
{
    if (y == CurvesY::LogOdds)
        return namedLogOdds(from, to, distance);
    auto ticks = roundValues(std::max(from, 0.0), std::min(to, 1.0),
                             static_cast<int>((to - from) / distance), true);
    for (NamedValue& tick : ticks)
        tick.name = nameOf(tick.value);
    return ticks;
}

void CurvesRun::add(double at, std::span<const double> logOdds, const CurvesScale& scale)
{
    x.push_back(at);
    const std::size_t first = (quantiles.size() - logOdds.size()) / 2;
    for (std::size_t i = 0; i < logOdds.size(); ++i)
        quantiles[first + i].push_back(scale.yOf(logOdds[i]));
}

std::optional<QPointF> CurvesRun::end() const
{
    const auto& median = quantiles[Median];
    if (median.empty() || !std::isfinite(median.back()))
        return std::nullopt;
    return QPointF(x.back(), median.back());
}

void CurvesLine::add(double at, double logOdds, const CurvesScale& scale)
{
    x.push_back(at);
    y.push_back(scale.yOf(logOdds));
}

void CurvesLine::holdUntil(double at)
{
    if (x.empty() || x.back() >= at)
        return;
    x.push_back(at);
    y.push_back(y.back());
}

CurvesFigure::Range CurvesFigure::range() const
{
    Extent across, up;
    for (const CurvesRun& run : runs) {
        across.take(run.x);
        for (const auto& values : run.quantiles)
            up.take(values);
    }
    for (const CurvesLine& line : lines) {
        across.take(line.x);
        up.take(line.y);
    }
    Range range;
    if (!across.isEmpty()) {
        range.left = across.low;
        range.right = across.high > across.low ? across.high : across.low + 1;
    }
    if (scale.y == CurvesY::Confidence) {
        range.bottom = 0;
        range.top = 1.02;
    } else if (!up.isEmpty()) {
        const double room = std::max(0.04 * (up.high - up.low), 0.5);
        range.bottom = up.low - room;
        range.top = up.high + room;
    }
    return range;
}

std::size_t CurvesFigure::sides() const
{
    std::size_t sides = 1;
    for (const CurvesRun& run : runs)
        sides = std::max(sides, run.side + 1);
    return sides;
}

QPen CurvesFigure::penOf(const CurvesRun& run) const
{
    const Colours colours = coloursOf(theme);
    const QColor colour = run.isRest && sides() == 1 ? colours.quietText
                          : run.side == 0            ? colours.accent
                                                     : categoryColour(theme, run.side - 1);
    return {colour, 1, run.isRest ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin};
}

QPen CurvesFigure::penOf(const CurvesLine& line) const
{
    // The first colours are the runs'; where they repeat, dashes tell lines apart.
    const std::size_t colour = line.number + sides() - 1;
    constexpr std::array styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return {categoryColour(theme, colour), 1,
            styles[(colour / categoryColours * sides() + line.side) % styles.size()], Qt::FlatCap,
            Qt::RoundJoin};
}

QPen CurvesFigure::penOf(const CurvesMark& mark) const
{
    const Colours colours = coloursOf(theme);
    return mark.kind == CurvesMark::Kind::Change ? QPen(colours.quietText, 1, Qt::DotLine)
                                                 : QPen(colours.text, 1.5);
}

QColor CurvesFigure::bandOf(const CurvesRun& run, bool quartiles) const
{
    // Light reads weaker on dark than ink on paper.
    return withAlpha(penOf(run).color(), quartiles ? 0.34 : theme == Theme::Dark ? 0.2 : 0.14);
}

} // namespace pareidolia
