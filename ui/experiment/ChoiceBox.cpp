// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/ChoiceBox.h"

#include <QWheelEvent>

namespace pareidolia {

namespace {

constexpr int leastLetters = 6;

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus); // not by the wheel
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(leastLetters);
}

void ChoiceBox::wheelEvent(QWheelEvent* event)
{
    event->ignore();
}

} // namespace pareidolia
