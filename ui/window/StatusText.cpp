// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("StatusText", text);
}

QString stateOf(const RunGroup& group)
{
    switch (group.state()) {
    case RunState::Paused:
        return tr("Paused");
    case RunState::Running:
        return tr("Running");
    case RunState::Finished:
        return tr("Finished (%1)")
            .arg(QString::fromStdString(group.sessions().front()->news().ending));
    case RunState::Failed:
        return tr("Failed");
    }
    return {};
}

QString duration(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < 120)
        return tr("%1 s left").arg(whole);
    if (whole < 7200)
        return tr("%1 min left").arg((whole + 30) / 60);
    return tr("%1 h left").arg((whole + 1800) / 3600);
}

} // namespace

QString statusText(const RunGroup& group)
{
    const RunSession& session = *group.sessions().front();
    QStringList parts{stateOf(group)};
    const auto& latest = session.news().latest;
    if (!latest) {
        parts.append(tr("no picture yet"));
        return parts.join(QStringLiteral(" · "));
    }
    // Numbers as the rest of the line: in the program's language, not in the machine's.
    const QLocale locale(QLocale::English);
    const Statistics& statistics = latest->statistics;
    parts.append(tr("generation %1").arg(locale.toString(latest->generation)));
    parts.append(
        tr("%1 pictures").arg(locale.toString(static_cast<qulonglong>(latest->evaluations))));
    if (group.state() == RunState::Running && session.rate() > 0)
        parts.append(tr("%1/s").arg(locale.toString(session.rate(), 'f', 0)));
    parts.append(tr("median %1").arg(QString::fromStdString(spokenMedian(statistics))));
    parts.append(tr("%1 of %2 over 99 %").arg(statistics.over[2]).arg(session.targets().size()));
    if (const auto left = session.secondsLeft(); left && group.state() == RunState::Running)
        parts.append(duration(*left));
    return parts.join(QStringLiteral(" · "));
}

} // namespace pareidolia
