// SPDX-License-Identifier: GPL-3.0-or-later
// What people do with the runs of a tab besides watching them: save, duplicate, branch, go on; and
// what they are told about them. Main thread.
#pragma once

#include "core/base/Error.h"
#include "ui/widgets/Prompts.h"
#include "ui/window/MessageBar.h"
#include "ui/window/RunFolder.h"

#include <QObject>
#include <cstddef>
#include <functional>

class QAction;
class QWidget;

namespace pareidolia {

class Actions;
class RecentThings;
class RunPage;
class RunSession;
class TabOpener;

class RunController : public QObject
{
    Q_OBJECT

public:
    /// All outlive the controller.
    struct Parts
    {
        QWidget* window;
        TabOpener* opener;
        RecentThings* recent;
        MessageBar* messages;
        const Actions* actions;
        std::function<Prompts&()> prompts;
    };
    explicit RunController(Parts parts);

    /// Where runs without a name lie.
    void setFolder(const RunFolder& folder) { m_folder = folder; }
    const RunFolder& folder() const { return m_folder; }

    /// Tells from now on what happens to the runs of a page, and what happened before.
    void watch(RunPage& page);

    void save(RunPage& page);
    void duplicate(const RunPage& page);
    void branch(const RunPage& page);
    void startWithAnotherSeed(const RunPage& page);

    /// Of a copy: people may go on with it.
    void play(const Example& example);

    /// "Open folder", for messages on files that were written.
    QAction* openFolderStep(const QString& folder);

Q_SIGNALS:
    void failed(const Error& error);

    /// A run has another file.
    void saved();
    void exportAsked(RunPage& page);

    /// Its runs can be written here now.
    void reopeningAsked(RunPage& page);

private:
    void tellNews(RunPage& page, RunSession& session);
    void tellObstacle(RunPage& page, const RunSession& session);
    void tellEnd(RunPage& page);
    void tellInterruption(RunPage& page);
    void tellWriterLeft(RunPage& page);
    void tell(RunPage& page, const QString& text, const QList<QAction*>& next = {},
              const QString& topic = {}, Message::Kind kind = Message::Kind::Information);
    /// Opens `page`'s runs from files that `make` fills, one each, in one tab when all are there.
    using Done = std::function<void(const Result<void>&)>;
    using Make = std::function<void(std::size_t run, const QString& file, const Done& done)>;
    void openMade(const RunPage& page, const Make& make);

    Parts m_parts;
    RunFolder m_folder;
};

} // namespace pareidolia
