// SPDX-License-Identifier: GPL-3.0-or-later
// How the champions' confidences rose: medians and bands, single classes, and where something
// happened. One description for paper and screen: what is drawn, in which colours, between which
// limits, and which values the axes name. Any thread once a QGuiApplication stands (ensureGui);
// painting blocks for milliseconds.
#pragma once

#include "core/run/Curve.h"
#include "ui/drawing/AxisScales.h"
#include "ui/drawing/Drawing.h"
#include "ui/drawing/Theme.h"

#include <QPen>
#include <QPointF>
#include <QSize>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// What goes to the right.
enum class CurvesX { Generations, Evaluations, Seconds };

QString titleOf(CurvesX x);

/// Where a point lies that has a generation, evaluations and seconds.
double xOf(const auto& point, CurvesX x)
{
    return x == CurvesX::Generations   ? static_cast<double>(point.generation)
           : x == CurvesX::Evaluations ? static_cast<double>(point.evaluations)
                                       : point.seconds;
}

/// The first point of a curve that is not before the generation, which itself may be gone: long
/// curves are thinned out. Null: it is not through yet.
const CurvePoint* pointFrom(const std::vector<CurvePoint>& points, std::uint32_t generation);

/// What goes up: log-odds, named as confidences, or the confidences themselves.
enum class CurvesY { LogOdds, Confidence };

struct CurvesScale
{
    CurvesX x = CurvesX::Generations;
    CurvesY y = CurvesY::LogOdds;

    /// NaN where there is no place, as for the −∞ of a class without a champion.
    double yOf(double logOdds) const;
    std::string nameOf(double y) const;

    /// Values that the axes name: at most `count`; at least `distance` apart.
    std::vector<NamedValue> ticksAcross(double from, double to, int count) const;
    std::vector<NamedValue> ticksUp(double from, double to, double distance) const;
};

/// All classes of a run, or of one side of a comparison; or some of them.
struct CurvesRun
{
    enum Quantile : std::size_t { Minimum, LowerQuartile, Median, UpperQuartile, Maximum };

    std::string label;     ///< used where there are several
    std::size_t side = 0;  ///< which one's colour it has
    bool isRest = false;   ///< what a group of classes is compared with
    std::vector<double> x; ///< ascending
    /// Each as long as `x`, or empty. NaN leaves a gap.
    std::array<std::vector<double>, 5> quantiles;

    /// Of the log-odds, ascending: all five, or the three in the middle.
    void add(double at, std::span<const double> logOdds, const CurvesScale& scale);

    /// Where the median ends; nothing where it has no value there.
    std::optional<QPointF> end() const;
};

/// A class that is drawn by itself; a value holds until the next.
struct CurvesLine
{
    std::string label;
    std::size_t index = 0;  ///< of the class
    std::size_t number = 0; ///< which colour it has
    std::size_t side = 0;   ///< which dashes it has
    std::vector<double> x, y;

    void add(double at, double logOdds, const CurvesScale& scale);
    /// The last value still holds there.
    void holdUntil(double at);
};

/// A line from bottom to top.
struct CurvesMark
{
    enum class Kind { Change, Moment };
    Kind kind = Kind::Change; ///< of settings; or what a time machine shows
    double x = 0;
    std::string sentence; ///< may be empty
};

struct CurvesFigure
{
    struct Range
    {
        double left = 0, right = 1, bottom = -5, top = 5;
    };

    std::string title;
    std::string subtitle;
    std::string yTitle = "confidence";
    CurvesScale scale;
    std::vector<CurvesRun> runs;
    std::vector<CurvesLine> lines;
    std::vector<CurvesMark> marks;
    QSize size{1600, 1000}; ///< 320 × 240 at least; letters grow with it
    Theme theme = Theme::Light;

    /// All that is finite, with a little room above and below.
    Range range() const;
    std::size_t sides() const;

    /// Pens are one pixel wide.
    QPen penOf(const CurvesRun& run) const;
    QPen penOf(const CurvesLine& line) const;
    QPen penOf(const CurvesMark& mark) const;
    /// Between the quartiles, upon the other one, which lies between the extremes.
    QColor bandOf(const CurvesRun& run, bool quartiles) const;
};

Drawing drawingOf(const CurvesFigure& figure);

} // namespace pareidolia
