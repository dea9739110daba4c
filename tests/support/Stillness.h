// SPDX-License-Identifier: GPL-3.0-or-later
// Waits of tests for what nobody signals: that everything has its place.
#pragma once

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

namespace pareidolia {

/// Counts what moves widgets while it lives.
class LayoutWatch : public QObject
{
public:
    LayoutWatch() { QCoreApplication::instance()->installEventFilter(this); }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const auto type = event->type();
        if (type == QEvent::LayoutRequest || type == QEvent::Resize || type == QEvent::Move ||
            type == QEvent::Show || type == QEvent::Hide)
            ++moved;
        return QObject::eventFilter(watched, event);
    }

    int moved = 0;
};

/// Lets events happen, timers of no length too, until two rounds of them have moved no widget.
/// Whether that came; no clock decides.
inline bool layoutComesToRest()
{
    LayoutWatch watch;
    int still = 0;
    for (int round = 0; round < 200 && still < 2; ++round) {
        watch.moved = 0;
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        still = watch.moved == 0 ? still + 1 : 0;
    }
    return still == 2;
}

} // namespace pareidolia
