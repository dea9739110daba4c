// SPDX-License-Identifier: GPL-3.0-or-later
// What all plots of this room share: one QCustomPlot that is drawn four times a second at most, and
// only while it can be seen.
#pragma once

#include <QTimer>
#include <QWidget>

class QCustomPlot;

namespace pareidolia {

class DrawnPlot : public QWidget
{
    Q_OBJECT

public:
    /// `name` and `spoken` are the plot's object name and accessible name.
    DrawnPlot(const char* name, const QString& spoken, QWidget* parent);

    /// To be called when there is something new.
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
