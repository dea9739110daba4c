// SPDX-License-Identifier: GPL-3.0-or-later
// A list to choose from that the wheel scrolls by, so that nobody changes a run by scrolling. What
// does not fit ends in "…".
#pragma once

#include <QComboBox>

namespace pareidolia {

class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace pareidolia
