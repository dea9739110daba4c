// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Workspace.h"

#include "core/runfile/FileLock.h"

#include <QDateTime>
#include <QDir>
#include <QSettings>
#include <QUuid>
#include <algorithm>
#include <iterator>

namespace pareidolia {

namespace {

constexpr auto wantedKey = "workspace/reopen";
constexpr auto windowsKey = "windows";
const QString closingKey = QStringLiteral("/closing");

} // namespace

Workspace::Workspace(const QString& folder)
    : m_folder(folder),
      m_window(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddhhmmsszzz-")) +
               QUuid::createUuid().toString(QUuid::Id128).left(8))
{
    if (!m_folder.isEmpty() && QDir().mkpath(m_folder))
        m_lock = FileLock::take(lockOf(m_window).toStdString()).value_or(nullptr);
}

Workspace::~Workspace() = default;

QString Workspace::lockOf(const QString& window) const
{
    return QDir(m_folder).filePath(window);
}

Workspace::Tabs Workspace::adoptEnded()
{
    QSettings settings;
    settings.beginGroup(QLatin1String(windowsKey));
    QStringList windows = settings.childGroups();
    windows.sort(); // by the time of their beginning
    Tabs found;
    for (const QString& window : windows) {
        if (window == m_window)
            continue;
        if (!m_folder.isEmpty() && FileLock::isHeld(lockOf(window).toStdString())) {
            found.moreToCome = found.moreToCome || settings.value(window + closingKey).toBool();
            continue;
        }
        ReadTabs read = tabsFrom(settings.value(window + QStringLiteral("/tabs")).toByteArray());
        found.front = static_cast<int>(found.open.tabs.size()) +
                      settings.value(window + QStringLiteral("/front")).toInt();
        found.open.whole = found.open.whole && read.whole;
        std::ranges::copy_if(read.tabs, std::back_inserter(found.open.tabs),
                             [&](const TabContent& content) {
                                 return !std::ranges::count(found.open.tabs, content);
                             });
        settings.remove(window);
    }
    return found;
}

void Workspace::keep(const std::vector<TabContent>& tabs, int front) const
{
    QSettings settings;
    settings.beginGroup(QLatin1String(windowsKey) + '/' + m_window);
    settings.setValue(QStringLiteral("tabs"), textOf(tabs));
    settings.setValue(QStringLiteral("front"), front);
}

void Workspace::close(bool goesOn) const
{
    const QString key = QLatin1String(windowsKey) + '/' + m_window;
    if (goesOn)
        QSettings().setValue(key + closingKey, true);
    else
        QSettings().remove(key);
}

bool Workspace::isWanted()
{
    return QSettings().value(wantedKey, true).toBool();
}

void Workspace::setWanted(bool wanted)
{
    QSettings().setValue(wantedKey, wanted);
}

} // namespace pareidolia
