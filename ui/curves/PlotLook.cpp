// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curves/PlotLook.h"

#include "ui/curves/PlotHeader.h"
#include "ui/drawing/Theme.h"

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

} // namespace pareidolia
