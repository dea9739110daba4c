// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/PlotLook.h"

#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"

#include <QCoreApplication>

namespace pareidolia {

void dressAxis(QCPAxis& axis, const QPalette& palette, const QFont& font)
{
    const Colours colours = coloursOf(themeOf(palette));
    axis.setBasePen(QPen(colours.grid));
    axis.setTickPen(QPen(colours.grid));
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(colours.quietText);
    axis.setLabelColor(colours.quietText);
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
    axis.grid()->setPen(QPen(colours.grid, 1, Qt::SolidLine));
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

void dressPlot(QCustomPlot& plot, const QPalette& palette, const QFont& font)
{
    plot.setBackground(QBrush(coloursOf(themeOf(palette)).behindFigure));
    for (QCPAxis* axis : plot.axisRect()->axes())
        dressAxis(*axis, palette, font);
}

void makeTable(QCustomPlot& plot)
{
    plot.axisRect()->setupFullAxesBox();
    for (QCPAxis* axis : {plot.xAxis2, plot.yAxis2}) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    for (QCPAxis* axis : plot.axisRect()->axes())
        axis->grid()->setVisible(false);
    plot.yAxis->setRangeReversed(true);
}

QString titleOf(CurvesX x)
{
    switch (x) {
    case CurvesX::Generations:
        return QCoreApplication::translate("CurvesPlot", "generations");
    case CurvesX::Evaluations:
        return QCoreApplication::translate("CurvesPlot", "evaluations");
    case CurvesX::Seconds:
        return QCoreApplication::translate("CurvesPlot", "seconds");
    }
    return {};
}

QColor faint(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace pareidolia
