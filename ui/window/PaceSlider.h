// SPDX-License-Identifier: GPL-3.0-or-later
// The pace: one generation at a time, a number per second, or no limit.
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

    /// Sets the nearest stop, without a signal.
    void setPace(const Pace& pace);
    Pace pace() const;

public Q_SLOTS:
    void slower();
    void faster();

Q_SIGNALS:
    /// The user moved it.
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
