// SPDX-License-Identifier: GPL-3.0-or-later
// What people do with wheel and files, sent as the platform would.
#pragma once

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>
#include <QWidget>

namespace pareidolia {

/// Positive turns are away from the person. Whether the widget took it.
inline bool turnWheel(QWidget* widget, QPointF at, int turns, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent wheel(at, widget->mapToGlobal(at), {}, {0, 120 * turns}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &wheel);
    return wheel.isAccepted();
}

inline QList<QUrl> urlsOf(const QStringList& files)
{
    QList<QUrl> urls;
    for (const QString& file : files)
        urls.append(QUrl::fromLocalFile(file));
    return urls;
}

/// On a widget that takes it; `meanwhile`: while it hovers.
template <typename Meanwhile = void (*)()>
void dropOn(
    QWidget* target, const QList<QUrl>& urls, Meanwhile meanwhile = [] {})
{
    QMimeData mime;
    mime.setUrls(urls);
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    meanwhile();
    QDropEvent event({10, 10}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &event);
}

} // namespace pareidolia
