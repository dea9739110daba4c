// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a figure of curves, separate from the painting, so that tests can measure it.
#pragma once

#include "ui/drawing/CurvesFigure.h"

#include <QFont>
#include <QRectF>
#include <QString>
#include <vector>

namespace pareidolia {

struct FigureText
{
    QRectF place; ///< contains the whole text, in its font
    QString text;
};

struct AxisTick
{
    double value = 0;    ///< of the data
    double position = 0; ///< in pixels, along its axis
    FigureText label;
};

struct LegendEntry
{
    enum class Kind { Median, Quartiles, Extremes, Line, Mark };
    Kind kind = Kind::Line;
    std::size_t which = 0; ///< of the runs, or of the lines
    QRectF swatch;
    FigureText label;
};

struct CurvesLayout
{
    QSize size;
    double unit = 1; ///< pixels at this size per pixel at 1600 × 1000
    QFont titleFont, textFont, smallFont, endingFont;
    FigureText title, subtitle, xTitle, yTitle; ///< yTitle's place is that of the rotated text
    QRectF plot;
    CurvesFigure::Range range; ///< the data at the plot's sides
    std::vector<AxisTick> xTicks, yTicks;
    std::vector<LegendEntry> legend;
    std::vector<FigureText> endings; ///< of each run: the last median as text, beside its end

    double xOf(double value) const
    {
        return plot.left() + (value - range.left) / (range.right - range.left) * plot.width();
    }
    double yOf(double value) const
    {
        return plot.bottom() - (value - range.bottom) / (range.top - range.bottom) * plot.height();
    }
};

/// Needs a QGuiApplication.
CurvesLayout layOut(const CurvesFigure& figure);

} // namespace pareidolia
