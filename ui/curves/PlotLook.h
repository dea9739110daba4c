// SPDX-License-Identifier: GPL-3.0-or-later
// How every plot of this room looks and when it is drawn.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QCustomPlot;
class QCPAxis;

namespace pareidolia {

inline constexpr int drawingInterval = 250; ///< milliseconds between two drawings, at least

/// Colours of the palette, quiet axes, letters of the window.
void dressPlot(QCustomPlot& plot, const QPalette& palette, const QFont& font);
void dressAxis(QCPAxis& axis, const QPalette& palette, const QFont& font);

/// Makes room for a table of coloured cells: framed, without a grid, the first row on top.
void makeTable(QCustomPlot& plot);

} // namespace pareidolia
