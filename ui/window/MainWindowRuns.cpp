// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that keeps runs: their files, and what a crash interrupted.
#include "core/run/ParameterTable.h"
#include "core/runfile/RunFile.h"
#include "core/search/Search.h"
#include "ui/experiment/BranchDialog.h"
#include "ui/session/WhenDone.h"
#include "ui/wall/TimeBar.h"
#include "ui/window/Examples.h"
#include "ui/window/MainWindow.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/Workspace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QTabWidget>
#include <QtConcurrent>
#include <memory>
#include <utility>

namespace pareidolia {

namespace {

/// Those that mean something to a run of this kind: A and B may be of different ones.
BranchDialog::Settings settingsFor(const RunSpec& spec, BranchDialog::Settings settings)
{
    std::erase_if(settings, [&](const auto& setting) {
        const auto parameter = findParameter(setting.first);
        return !parameter || !applies(**parameter, spec);
    });
    return settings;
}

} // namespace

void MainWindow::setRunFolder(const RunFolder& folder)
{
    m_runFolder = folder;
    m_opener->setRunFolder(folder);
    m_workspace = std::make_unique<Workspace>(
        folder.path().isEmpty() ? QString() : folder.path() + QStringLiteral("/windows"));
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
                keepWorkspace();
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

void MainWindow::playExample(const Example& example)
{
    // A copy, as any other run: people may go on with it.
    const QString file = m_runFolder.newFile();
    if (file.isEmpty() || !QDir().mkpath(QFileInfo(file).absolutePath()) ||
        !QFile::copy(example.file, file))
        return showError({example.file.toStdString(), "it cannot be copied",
                          "look whether there is room in your folder for data"});
    QFile::setPermissions(file, QFile::permissions(file) | QFile::WriteOwner);
    m_opener->open({.content = {.runs = {example.spec}, .files = {file}}, .play = true});
}

void MainWindow::branchRun(const RunPage& page)
{
    std::vector<std::uint32_t> generations;
    for (const RunSession* session : page.group().sessions()) {
        const EmitterKind* kind = findEmitterKind(session->spec().search);
        if (!kind || !kind->canBranch)
            return showError({page.plainTitle().toStdString(),
                              "it cannot go back: only its last generation is known",
                              "duplicate the run instead"});
        if (!session->news().latest)
            return showError({page.plainTitle().toStdString(), "it has no pictures yet",
                              "let it run a little first"});
        if (session->path().isEmpty())
            return showError({page.plainTitle().toStdString(),
                              "nothing can branch off it, for it is not written down",
                              "free some room on the disk, and start the run anew"});
        generations.push_back(
            session->time().generation().value_or(session->news().latest->generation));
    }
    const RunSession* first = page.group().sessions().front();
    RunSpec inForce;
    first->inspect([&](const Run& run) { inForce = run.settings().at(generations.front()); });
    auto* dialog = new BranchDialog(inForce, first->model(), generations.front(), this);
    connect(dialog, &BranchDialog::chosen, &page,
            [this, &page, generations](const BranchDialog::Settings& settings) {
                // One tab when all of its files are there.
                const auto branches = std::make_shared<TabContent>(TabOpener::contentOf(page));
                const auto missing = std::make_shared<std::size_t>(generations.size());
                for (std::size_t i = 0; i < generations.size(); ++i) {
                    RunSession* session = page.group().sessions()[i];
                    QString& file = branches->files[static_cast<int>(i)];
                    file = m_runFolder.newFile();
                    session->branchOff({generations[i], settingsFor(session->spec(), settings)},
                                       file, [this, branches, missing](const Result<void>& done) {
                                           if (!done) {
                                               for (const QString& one : branches->files)
                                                   m_runFolder.discard(one);
                                               return showError(done.error());
                                           }
                                           if (--*missing == 0)
                                               m_opener->open({.content = *branches});
                                       });
                }
            });
    dialog->open();
}

void MainWindow::connectTime()
{
    const auto onBar = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, [this, act] {
            if (const RunPage* page = currentPage())
                act(page->time());
        });
    };
    onBar(m_actions->earlier, [](TimeBar& bar) { bar.earlier(); });
    onBar(m_actions->later, [](TimeBar& bar) { bar.later(); });
    onBar(m_actions->playForwards, [](TimeBar& bar) { bar.play(TimeBar::Direction::Forwards); });
    onBar(m_actions->playBackwards, [](TimeBar& bar) { bar.play(TimeBar::Direction::Backwards); });
    onBar(m_actions->backToNow, [](TimeBar& bar) { bar.toNow(); });
    connect(m_actions->branch, &QAction::triggered, this, [this] {
        if (const RunPage* page = currentPage())
            branchRun(*page);
    });
}

void MainWindow::keepWorkspace()
{
    m_workspace->keep(m_opener->contents(), m_tabs->currentIndex());
}

void MainWindow::tellInterruption(RunPage& page)
{
    QAction* goOn = nextStep("goOn", tr("Go on"), tr("Let the run go on where it was"),
                             [&page] { page.group().start(); });
    m_messages->tell({.text = tr("%1 was interrupted when its program was killed. All but the last "
                                 "seconds of it is here.")
                                  .arg(page.plainTitle()),
                      .next = {goOn},
                      .about = &page});
}

} // namespace pareidolia
