// SPDX-License-Identifier: GPL-3.0-or-later
// The row above a wall: filter, order, dim, zoom.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/champions/WallState.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;

namespace pareidolia {

class WallBar : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the bar. `groups`: of the network's classes.
    WallBar(WallState* state, const std::vector<ClassGroup>& groups, QWidget* parent = nullptr);

    /// How many classes are shown.
    void setCount(int shown, int all);

    QLineEdit* filterEdit() const { return m_filter; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeState();

    WallState* m_state;
    QLineEdit* m_filter;
    QLabel* m_count;
    bool m_hasGroups;
    QComboBox* m_order;
    QCheckBox* m_freeze;
    QComboBox* m_threshold;
    QSlider* m_zoom;
};

} // namespace pareidolia
