// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Workspace.h"

#include <QSettings>

namespace pareidolia {

namespace {

constexpr auto tabsKey = "workspace/tabs";
constexpr auto frontKey = "workspace/front";
constexpr auto closedKey = "workspace/closed";
constexpr auto wantedKey = "workspace/reopen";

} // namespace

Workspace Workspace::fromSettings()
{
    const QSettings settings;
    return {.open = tabsFrom(settings.value(tabsKey).toByteArray()),
            .front = settings.value(frontKey).toInt(),
            .closed = settings.value(closedKey, true).toBool()};
}

void Workspace::keep() const
{
    QSettings settings;
    settings.setValue(tabsKey, textOf(open.tabs));
    settings.setValue(frontKey, front);
    settings.setValue(closedKey, closed);
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
