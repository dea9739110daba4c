// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Workspace.h"

#include <QSettings>

namespace pareidolia {

namespace {

constexpr auto wantedKey = "workspace/reopen";

QString keyOf(Workspace::Of whose, const char* what)
{
    const auto* group = whose == Workspace::Of::GoingOn ? "workspace/" : "asked/";
    return QLatin1String(group) + QLatin1String(what);
}

} // namespace

Workspace Workspace::fromSettings(Of whose)
{
    const QSettings settings;
    return {.open = tabsFrom(settings.value(keyOf(whose, "tabs")).toByteArray()),
            .front = settings.value(keyOf(whose, "front")).toInt(),
            .closed = settings.value(keyOf(whose, "closed"), true).toBool()};
}

void Workspace::keep(Of whose) const
{
    QSettings settings;
    settings.setValue(keyOf(whose, "tabs"), textOf(open.tabs));
    settings.setValue(keyOf(whose, "front"), front);
    settings.setValue(keyOf(whose, "closed"), closed);
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
