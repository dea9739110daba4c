// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusText.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <functional>

namespace pareidolia {

namespace {

constexpr std::size_t countedThreshold = 2; ///< of Statistics::over: 99 %

QString tr(const char* text)
{
    return QCoreApplication::translate("StatusText", text);
}

/// As the rest of the line: in the program's language, not in the machine's.
QString number(double value)
{
    return QLocale(QLocale::English).toString(value, 'f', 0);
}

QString stateOf(const RunGroup& group)
{
    switch (group.state()) {
    case RunState::New:
        return tr("Not started");
    case RunState::Paused:
        return tr("Paused");
    case RunState::Running:
        return tr("Running");
    case RunState::Finished:
        return tr("Finished (%1)")
            .arg(QString::fromStdString(group.sessions().front()->news().lifecycle.reason));
    case RunState::Stopped:
        return tr("Ended by you");
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

/// What `tell` says of the latest generation of one run, or `none`; of two: what it says of both,
/// if that differs.
QString ofAll(const RunGroup& group, const std::function<QString(const CurvePoint&)>& tell,
              const QString& none = QStringLiteral("–"))
{
    const auto textOf = [&](const RunSession* session) {
        const auto& latest = session->news().latest;
        return latest ? tell(*latest) : none;
    };
    const QString a = textOf(group.sessions().front());
    const QString b = textOf(group.sessions().back());
    return a == b ? a : tr("A %1, B %2").arg(a, b);
}

/// A limit by confidence may end it sooner than the others.
bool mayEndSooner(const RunGroup& group)
{
    return std::ranges::any_of(group.sessions(), [](const RunSession* session) {
        const Limits& limits = session->spec().limits;
        return limits.untilMedian || limits.untilMin;
    });
}

QString overText(const RunGroup& group)
{
    const auto countOf = [](const CurvePoint& at) {
        return number(static_cast<double>(at.statistics.over[countedThreshold]));
    };
    return tr("%1 of %2 over 99 %")
        .arg(ofAll(group, countOf, number(0)))
        .arg(group.sessions().front()->targets().size());
}

} // namespace

QString statusText(const RunGroup& group)
{
    QStringList parts{stateOf(group)};
    const auto hasPictures = [](const RunSession* session) {
        return session->news().latest.has_value();
    };
    if (std::ranges::none_of(group.sessions(), hasPictures)) {
        parts.append(tr("no pictures yet"));
        return parts.join(QStringLiteral(" · "));
    }
    const bool running = group.state() == RunState::Running;
    parts.append(tr("generation %1").arg(ofAll(group, [](const CurvePoint& at) {
        return number(at.generation);
    })));
    parts.append(tr("%1 pictures").arg(ofAll(group, [](const CurvePoint& at) {
        return number(static_cast<double>(at.evaluations));
    })));
    double rate = 0;
    for (const RunSession* session : group.sessions())
        rate += session->over() ? 0 : session->rate();
    if (running && rate > 0)
        parts.append(
            (group.sessions().size() == 1 ? tr("%1/s") : tr("%1/s together")).arg(number(rate)));
    parts.append(tr("median %1").arg(ofAll(group, [](const CurvePoint& at) {
        return QString::fromStdString(spokenMedian(at.statistics));
    })));
    parts.append(overText(group));
    if (const auto left = group.secondsLeft(); left && running)
        parts.append(mayEndSooner(group) ? tr("at most %1").arg(duration(*left)) : duration(*left));
    return parts.join(QStringLiteral(" · "));
}

QString endText(const RunGroup& group)
{
    return tr("%1: %2").arg(stateOf(group), overText(group));
}

} // namespace pareidolia
