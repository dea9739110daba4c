// SPDX-License-Identifier: GPL-3.0-or-later
// What people do with views that zoom.
#pragma once

#include "tests/support/Gestures.h"

#include <QApplication>
#include <QHelpEvent>
#include <QTest>

namespace pareidolia {

inline void moveMouse(QWidget* widget, QPoint to, Qt::MouseButtons pressed)
{
    QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, pressed,
                     Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
}

inline void hover(QWidget* widget, QPoint at)
{
    moveMouse(widget, at, Qt::NoButton);
}

inline void drag(QWidget* widget, QPoint from, QPoint to)
{
    QTest::mousePress(widget, Qt::LeftButton, {}, from);
    moveMouse(widget, to, Qt::LeftButton);
    QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
}

inline void askForTip(QWidget* widget, QPoint at)
{
    QHelpEvent help(QEvent::ToolTip, at, widget->mapToGlobal(at));
    QApplication::sendEvent(widget, &help);
}

} // namespace pareidolia
