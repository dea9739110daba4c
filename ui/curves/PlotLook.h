// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the plots of this room, and how often they are drawn.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QCustomPlot;
class QCPAxis;

namespace pareidolia {

inline constexpr int drawingInterval = 250; ///< milliseconds between two drawings, at least

/// Colours of the palette, quiet axes, the window's font.
void dressPlot(QCustomPlot& plot, const QPalette& palette, const QFont& font);
void dressAxis(QCPAxis& axis, const QPalette& palette, const QFont& font);

/// Makes room for a table of coloured cells: framed, without a grid, the first row on top.
void makeTable(QCustomPlot& plot);

} // namespace pareidolia
