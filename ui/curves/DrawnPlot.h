// SPDX-License-Identifier: GPL-3.0-or-later
// The base of all plots of this room: a QCustomPlot in the window's colours and font that is drawn
// at most four times a second, and only while it is visible.
#pragma once

#include "ui/drawing/AxisScales.h"
#include "ui/session/RunSession.h"

#include <QTimer>
#include <QWidget>
#include <functional>
#include <vector>

class QCPAxis;
class QCustomPlot;

namespace pareidolia {

class DrawnPlot : public QWidget
{
    Q_OBJECT

public:
    /// `name` and `spoken`: the plot's object name and accessible name.
    DrawnPlot(const char* name, const QString& spoken);

    /// To be called when the data changed.
    void requestDrawing();

protected:
    virtual void draw() = 0;
    virtual void applyColours();

    /// The pointer moved to a position of the plot, or a button was pressed there.
    virtual void hover(const QPointF& position) = 0;
    virtual void press(const QPointF& /*position*/) {}

    QCustomPlot& plot() const { return *m_plot; }

    /// Requests a drawing when the run advances or another generation of it is shown.
    void follow(const RunSession& session);

    void dressAxis(QCPAxis& axis) const;

    /// Ticks as ui/drawing names them, on paper and here alike: the named values in a range.
    using Ticks = std::function<std::vector<NamedValue>(double from, double to)>;
    static void setTicks(QCPAxis& axis, Ticks ticks);

    /// Makes room for a table of coloured cells: framed, without a grid, the first row on top.
    void makeTable();

    /// Names the cells along an axis if all names have room; else its label tells how many there
    /// are.
    void nameCells(QCPAxis& axis, const QStringList& names, const QString& title = {}) const;

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QCustomPlot* m_plot;
    QTimer m_drawing;
};

} // namespace pareidolia
