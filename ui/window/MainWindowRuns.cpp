// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that keeps runs: their files, and what a crash interrupted.
#include "core/runfile/RunFile.h"
#include "ui/session/WhenDone.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/Workspace.h"

#include <QFileInfo>
#include <QPointer>
#include <QTabWidget>
#include <QtConcurrent>
#include <memory>
#include <utility>

namespace pareidolia {

void MainWindow::setRunFolder(const RunFolder& folder)
{
    m_runFolder = folder;
    m_opener->setRunFolder(folder);
}

void MainWindow::openRunFile(const QString& path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    const auto read = [file]() -> Result<RunSpec> {
        return RunFile::open(file.toStdString()).map([](const auto& opened) {
            return opened->header().spec;
        });
    };
    whenDone(QtConcurrent::run(read), this, [this, file](const Result<RunSpec>& spec) {
        if (!spec)
            return showError(spec.error());
        m_opener->open({.content = {.runs = {*spec}, .files = {file}}});
    });
}

void MainWindow::saveRun(RunPage& page)
{
    const auto& sessions = page.group().sessions();
    const QString chosen =
        m_prompts->chooseNewFile(this, tr("Save the run"), page.plainTitle() + runFileEnding,
                                 {QStringLiteral("pareidolia")});
    if (chosen.isEmpty())
        return;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        RunSession* session = sessions[i];
        QString file = chosen;
        if (sessions.size() > 1) // A and B have a file each
            file.insert(file.lastIndexOf('.'),
                        i == 0 ? QStringLiteral("-a") : QStringLiteral("-b"));
        const QString before = session->file();
        if (before.isEmpty() || file == before)
            continue;
        session->saveAs(
            file, [this, file, before, page = QPointer(&page)](const Result<void>& saved) {
                if (!saved)
                    return showError(saved.error());
                m_runFolder.discard(before);
                m_messages->showMessage(tr("The run is saved: %1").arg(file),
                                        {openFolderStep(QFileInfo(file).absolutePath())});
                if (page)
                    m_recent->add(TabOpener::contentOf(*page));
                keepWorkspace(false);
            });
    }
}

void MainWindow::duplicateRun(const RunPage& page)
{
    // One tab when all of its files are there.
    const auto copies = std::make_shared<TabContent>(TabOpener::contentOf(page));
    const auto missing = std::make_shared<std::size_t>(copies->runs.size());
    for (std::size_t i = 0; i < copies->runs.size(); ++i) {
        QString& file = copies->files[static_cast<int>(i)];
        file = m_runFolder.newFile();
        page.group().sessions()[i]->saveCopy(file,
                                             [this, copies, missing](const Result<void>& saved) {
                                                 if (!saved)
                                                     return showError(saved.error());
                                                 if (--*missing == 0)
                                                     m_opener->open({.content = *copies});
                                             });
    }
}

void MainWindow::keepWorkspace(bool closing)
{
    if (m_remembers) // else the tabs of another day are not these
        Workspace{.open = {.tabs = m_opener->contents()},
                  .front = m_tabs->currentIndex(),
                  .closed = closing}
            .keep();
}

void MainWindow::tellWhatWasInterrupted(const Workspace& workspace)
{
    QStringList interrupted;
    for (const TabContent& content : workspace.open.tabs)
        for (const QString& file : content.files)
            if (QFileInfo::exists(file) && !interrupted.contains(content.title()))
                interrupted.append(content.title());
    if (workspace.closed || interrupted.isEmpty())
        return;
    QAction* goOn = nextStep("goOn", tr("Go on"), tr("Let the runs go on where they were"), [this] {
        for (int tab = 0; tab < m_tabs->count(); ++tab)
            if (RunPage* page = pageAt(tab))
                page->group().start();
    });
    m_messages->showMessage(
        tr("Pareidolia was closed in the middle of %1. Its pictures are here again.")
            .arg(interrupted.join(QStringLiteral(", "))),
        {goOn});
}

} // namespace pareidolia
