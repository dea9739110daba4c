// SPDX-License-Identifier: GPL-3.0-or-later
// How the champions' confidences rose: median and bands over all classes, on a scale of log-odds
// that is labelled as confidences. Any thread once a QGuiApplication stands (ensureGui); painting
// blocks for milliseconds.
#pragma once

#include "ui/present/Theme.h"

#include <QImage>
#include <QSize>
#include <string>
#include <vector>

namespace pareidolia {

/// Quantiles of the champions' log-odds, each as long as the figure's `x`. What is not finite
/// leaves a gap.
struct QuantileBands
{
    std::vector<double> minimum, lowerQuartile, median, upperQuartile, maximum;
};

struct CurvesFigure
{
    /// A class that is drawn by itself.
    struct Line
    {
        std::string label;
        std::vector<double> logOdds;
    };

    std::string title;
    std::string subtitle;
    std::string xTitle = "generation";
    std::string yTitle = "confidence";
    std::vector<double> x; ///< ascending
    QuantileBands bands;
    std::vector<Line> lines;
    QSize size{1600, 1000}; ///< 320 × 240 at least; letters grow with it
    Theme theme = Theme::Light;
};

QImage paintCurves(const CurvesFigure& figure);

} // namespace pareidolia
