// SPDX-License-Identifier: GPL-3.0-or-later
// The base of all plots of this room: a QCustomPlot that is drawn at most four times a second, and
// only while it is visible.
#pragma once

#include <QTimer>
#include <QWidget>

class QCustomPlot;

namespace pareidolia {

class DrawnPlot : public QWidget
{
    Q_OBJECT

public:
    /// `name` and `spoken`: the plot's object name and accessible name.
    DrawnPlot(const char* name, const QString& spoken, QWidget* parent);

    /// To be called when the data changed.
    void requestDrawing();

protected:
    virtual void draw() = 0;
    virtual void applyColours();

    QCustomPlot& plot() const { return *m_plot; }

    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QCustomPlot* m_plot;
    QTimer m_drawing;
};

} // namespace pareidolia
