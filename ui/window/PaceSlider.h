// SPDX-License-Identifier: GPL-3.0-or-later
// How fast generations follow each other: one at a time, slow enough to watch, or as fast as it
// goes.
#pragma once

#include "ui/session/Pace.h"

#include <QWidget>

class QLabel;
class QSlider;

namespace pareidolia {

class PaceSlider : public QWidget
{
    Q_OBJECT

public:
    explicit PaceSlider(QWidget* parent = nullptr);

    /// The nearest stop is taken; nothing is told.
    void setPace(const Pace& pace);
    Pace pace() const;

public Q_SLOTS:
    void slower();
    void faster();

Q_SIGNALS:
    /// Somebody has moved it.
    void paceChanged(const Pace& pace);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPace();
    void keepWidth();

    QSlider* m_slider;
    QLabel* m_label;
};

} // namespace pareidolia
