// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box that ignores the wheel, so that scrolling changes no setting. Text that does not fit
// ends in "…".
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
