// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/OffscreenPainting.h"

#include <QGuiApplication>
#include <cstdio>
#include <stdexcept>

namespace pareidolia {

namespace {

/// Qt complains about locales that are not UTF-8 and then helps itself: not a user's business.
void onlyGrave(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "%s\n", qPrintable(message));
}

/// What a QGuiApplication is made of and keeps references to.
struct Immortal
{
    char program[12] = "pareidolia";
    char option[10] = "-platform";
    char platform[10] = "offscreen";
    char* arguments[4] = {program, option, platform, nullptr};
    int count = 3;
    QGuiApplication application{count, arguments};
};

} // namespace

void ensureGui()
{
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return;
    if (QCoreApplication::instance())
        throw std::logic_error("ensureGui: there is a QCoreApplication that cannot paint");
    const QtMessageHandler before = qInstallMessageHandler(onlyGrave);
    [[maybe_unused]] static Immortal* const immortal = new Immortal;
    qInstallMessageHandler(before);
}

} // namespace pareidolia
