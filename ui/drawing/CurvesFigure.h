// SPDX-License-Identifier: GPL-3.0-or-later
// The champions' confidences over the run: median and bands over all classes, on a scale of
// log-odds that is labelled as confidences. Any thread once a QGuiApplication exists (ensureGui);
// painting blocks for milliseconds.
#pragma once

#include "ui/drawing/Drawing.h"
#include "ui/drawing/Theme.h"

#include <QImage>
#include <QSize>
#include <string>
#include <vector>

namespace pareidolia {

/// Quantiles of the champions' log-odds, each as long as the run's `x`. Values that are not finite
/// leave a gap.
struct QuantileBands
{
    std::vector<double> minimum, lowerQuartile, median, upperQuartile, maximum;
};

/// The horizontal axis.
enum class CurvesX { Generations, Evaluations, Seconds };

/// The position of a point on that axis.
double xOf(const auto& point, CurvesX x)
{
    switch (x) {
    case CurvesX::Generations:
        return point.generation;
    case CurvesX::Evaluations:
        return static_cast<double>(point.evaluations);
    case CurvesX::Seconds:
        return point.seconds;
    }
    return 0;
}

/// One run, or one side of a comparison.
struct CurvesRun
{
    /// A class with its own line.
    struct Line
    {
        std::string label;
        std::vector<double> logOdds;
    };

    std::string label;     ///< used if there are several runs
    std::vector<double> x; ///< ascending
    QuantileBands bands;
    std::vector<Line> lines;
};

struct CurvesFigure
{
    std::string title;
    std::string subtitle;
    std::string xTitle = "generation";
    std::string yTitle = "confidence";
    std::vector<CurvesRun> runs;
    QSize size{1600, 1000}; ///< at least 320 × 240; text scales with it
    Theme theme = Theme::Light;
};

Drawing drawingOf(const CurvesFigure& figure);

QImage paintCurves(const CurvesFigure& figure);

} // namespace pareidolia
