// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Workspace.h"

#include "ui/window/RunFolder.h"

#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <iterator>

namespace pareidolia {

namespace {

constexpr auto wantedKey = "workspace/reopen";

QString keyOf(Workspace::Of whose, const char* what)
{
    const auto* group = whose == Workspace::Of::GoingOn ? "workspace/" : "asked/";
    return QLatin1String(group) + QLatin1String(what);
}

bool isAbandoned(const QString& file)
{
    return QFileInfo::exists(file) && !RunFolder::isBeingWritten(file);
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

std::vector<TabContent> Workspace::takeAbandoned()
{
    const Workspace asked = fromSettings(Of::Asked);
    if (asked.closed)
        return {};
    std::vector<TabContent> found;
    std::ranges::copy_if(asked.open.tabs, std::back_inserter(found), [](const TabContent& content) {
        return !content.files.isEmpty() && std::ranges::all_of(content.files, isAbandoned);
    });
    if (!found.empty())
        Workspace().keep(Of::Asked);
    return found;
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
