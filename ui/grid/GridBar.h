// SPDX-License-Identifier: GPL-3.0-or-later
// The row above a grid: find, order, dim, zoom.
#pragma once

#include "ui/elites/GridState.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;

namespace pareidolia {

class GridBar : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the bar.
    explicit GridBar(GridState* state, QWidget* parent = nullptr);

    /// How many classes are shown, e.g. "3 of 10".
    void setCount(const QString& text);

    QLineEdit* filterEdit() const { return m_filter; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeState();

    GridState* m_state;
    QLineEdit* m_filter;
    QLabel* m_count;
    QComboBox* m_order;
    QCheckBox* m_freeze;
    QComboBox* m_threshold;
    QSlider* m_zoom;
};

} // namespace pareidolia
