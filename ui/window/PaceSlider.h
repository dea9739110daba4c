// SPDX-License-Identifier: GPL-3.0-or-later
// How fast generations follow each other: slow enough to watch, or as fast as it goes.
#pragma once

#include <QWidget>
#include <optional>

class QLabel;
class QSlider;

namespace pareidolia {

class PaceSlider : public QWidget
{
    Q_OBJECT

public:
    explicit PaceSlider(QWidget* parent = nullptr);

    /// Generations a second; nothing: as fast as it goes. The nearest stop is taken.
    void setPace(std::optional<double> pace);
    std::optional<double> pace() const;

Q_SIGNALS:
    void paceChanged(std::optional<double> pace);

private:
    void showPace();

    QSlider* m_slider;
    QLabel* m_label;
};

} // namespace pareidolia
