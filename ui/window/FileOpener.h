// SPDX-License-Identifier: GPL-3.0-or-later
// Opens files of every kind, and recent things: in the tab that fits them. Main thread.
#pragma once

#include "ui/window/TabOpener.h"

#include <QObject>
#include <functional>

namespace pareidolia {

class Actions;
class MessageBar;
class RecentThings;

class FileOpener : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. `network`: the one that is in front, for pictures that name none.
    struct Parts
    {
        TabOpener* opener;
        RecentThings* recent;
        MessageBar* messages;
        const Actions* actions;
        std::function<std::string()> network;
    };
    FileOpener(Parts parts, QObject* parent);

    void openFiles(const QStringList& paths);
    void openRecent(const TabContent& content);

Q_SIGNALS:
    void failed(const Error& error);

    /// These are of another program, and want to be imported first.
    void importAsked(const QStringList& paths);

private:
    void openPictures(const QStringList& paths);
    void openRunFile(const QString& path);
    void tellUnreadable(const QString& path, Error error);
    /// A network that could not be opened may only want to be imported.
    void handleFailure(const Error& error, const TabOpener::Wish& wish);
    void tellWhyNot(const Error& error, const TabOpener::Wish& wish);

    Parts m_parts;
};

} // namespace pareidolia
