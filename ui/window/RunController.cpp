// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunController.h"

#include "core/run/ParameterTable.h"
#include "core/search/Emitter.h"
#include "ui/experiment/BranchDialog.h"
#include "ui/session/RunGroup.h"
#include "ui/window/Actions.h"
#include "ui/window/RecentThings.h"
#include "ui/window/RunPage.h"
#include "ui/window/StatusText.h"
#include "ui/window/TabOpener.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace pareidolia {

namespace {

// Topics of messages.
const QString obstacles = QStringLiteral("obstacle"), onEnd = QStringLiteral("end");

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

RunController::RunController(Parts parts) : QObject(parts.window), m_parts(std::move(parts)) {}

void RunController::watch(RunPage& page)
{
    RunGroup& group = page.group();
    connect(&group, &RunGroup::stateChanged, this, [this, &page, told = group.over()]() mutable {
        const bool over = page.group().over();
        if (!over)
            m_parts.messages->withdraw(&page, onEnd);
        if (!std::exchange(told, over) && over && page.group().state() != RunState::Failed)
            tellEnd(page);
    });
    connect(&page, &RunPage::branchAsked, this, [this, &page] { branch(page); });
    for (RunSession* session : group.sessions()) {
        connect(session, &RunSession::somethingToTell, this,
                [this, &page, session] { tellNews(page, *session); });
        tellNews(page, *session);
        connect(session, &RunSession::obstacleChanged, this,
                [this, &page, session] { tellObstacle(page, *session); });
        if (session->news().obstacle)
            tellObstacle(page, *session);
        connect(session, &RunSession::writerLeft, this, [this, &page] { tellWriterLeft(page); });
        if (session->writerHasLeft())
            tellWriterLeft(page);
    }
    if (std::ranges::any_of(group.sessions(), [](const RunSession* session) {
            return session->news().lifecycle.interrupted;
        }))
        tellInterruption(page);
}

void RunController::tellNews(RunPage& page, RunSession& session)
{
    const RunSession::Untold untold = session.takeUntold();
    for (const QString& error : untold.errors)
        tell(page, error, {}, {}, Message::Kind::Error);
    for (const QString& remark : untold.remarks)
        tell(page, remark);
}

void RunController::save(RunPage& page)
{
    const auto& sessions = page.group().sessions();
    const QString chosen = m_parts.prompts().chooseNewFile(m_parts.window, tr("Save the run"),
                                                           page.plainTitle() + runFileExtension,
                                                           {QStringLiteral("pareidolia")});
    if (chosen.isEmpty())
        return;
    const auto card = std::make_shared<TabContent>(TabOpener::contentOf(page)); // among the recent
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        RunSession* session = sessions[i];
        QString file = chosen;
        if (sessions.size() > 1) // A and B have a file each
            file.insert(file.lastIndexOf('.'),
                        i == 0 ? QStringLiteral("-a") : QStringLiteral("-b"));
        const QString before = session->file();
        if (before.isEmpty() || (file == before && QFile::exists(file)))
            continue;
        session->saveAs(
            file, [this, file, before, card, page = QPointer(&page)](const Result<void>& done) {
                if (!done)
                    return Q_EMIT failed(done.error());
                if (file != before)
                    m_folder.discard(before);
                m_parts.messages->showMessage(tr("The run is saved: %1").arg(file),
                                              {openFolderStep(QFileInfo(file).absolutePath())});
                m_parts.recent->remove(
                    std::exchange(*card, page ? TabOpener::contentOf(*page) : TabContent()));
                if (page)
                    m_parts.recent->add(*card);
                Q_EMIT saved();
            });
    }
}

void RunController::duplicate(const RunPage& page)
{
    openMade(page, [&page](std::size_t run, const QString& file, const Done& done) {
        page.group().sessions()[run]->saveCopy(file, done);
    });
}

void RunController::openMade(const RunPage& page, const Make& make)
{
    const auto made = std::make_shared<TabContent>(TabOpener::contentOf(page));
    const auto missing = std::make_shared<std::size_t>(made->runs.size());
    for (std::size_t run = 0; run < made->runs.size(); ++run)
        made->files[static_cast<int>(run)] = m_folder.newFile();
    for (std::size_t run = 0; run < made->runs.size(); ++run)
        make(run, made->files[static_cast<int>(run)],
             [this, made, missing](const Result<void>& done) {
                 if (!done) {
                     for (const QString& file : made->files)
                         m_folder.discard(file);
                     return Q_EMIT failed(done.error());
                 }
                 if (--*missing == 0)
                     m_parts.opener->open({.content = *made});
             });
}

void RunController::play(const Example& example)
{
    // A copy, as any other run: people may go on with it.
    const QString file = m_folder.newFile();
    if (file.isEmpty() || !QDir().mkpath(QFileInfo(file).absolutePath()) ||
        !QFile::copy(example.file, file))
        return Q_EMIT failed({example.file.toStdString(), "it cannot be copied",
                              "check whether there is space in your data folder"});
    QFile::setPermissions(file, QFile::permissions(file) | QFile::WriteOwner);
    m_parts.opener->open({.content = {.runs = {example.spec}, .files = {file}}, .play = true});
}

void RunController::branch(const RunPage& page)
{
    const auto refuse = [&](const char* why, const char* advice) {
        Q_EMIT failed({page.plainTitle().toStdString(), why, advice});
    };
    std::vector<std::uint32_t> generations;
    for (const RunSession* session : page.group().sessions()) {
        const EmitterKind* kind = findEmitterKind(session->spec().search);
        if (!kind || !kind->canBranch)
            return refuse("its search cannot go back: only the last generation is known",
                          "duplicate the run instead");
        if (!session->news().latest)
            return refuse("it has no pictures yet", "let it run for a few generations first");
        if (session->path().isEmpty())
            return refuse("it has no run file to branch from",
                          "free some space on the disk, and start the run again");
        generations.push_back(
            session->time().generation().value_or(session->news().latest->generation));
    }
    const RunSession* first = page.group().sessions().front();
    RunSpec inForce;
    first->inspect([&](const Run& run) { inForce = run.settings().at(generations.front()); });
    auto* dialog = new BranchDialog(inForce, first->model(), generations.front(), m_parts.window);
    connect(dialog, &BranchDialog::chosen, &page,
            [this, &page, generations](const BranchDialog::Settings& settings) {
                openMade(page, [&](std::size_t run, const QString& file, const Done& done) {
                    RunSession* session = page.group().sessions()[run];
                    session->branchOff({generations[run], settingsFor(session->spec(), settings)},
                                       file, done);
                });
            });
    dialog->open();
}

void RunController::startWithAnotherSeed(const RunPage& page)
{
    TabContent content;
    for (const RunSession* session : page.group().sessions()) {
        content.runs.push_back(session->spec());
        ++content.runs.back().settings.seed;
    }
    m_parts.opener->open({.content = content, .start = true});
}

void RunController::tellObstacle(RunPage& page, const RunSession& session)
{
    const bool running = session.state() == RunState::Running;
    const auto& obstacle = session.news().obstacle;
    if (!obstacle)
        return tell(
            page,
            (running ? tr("%1 goes on.") : tr("%1 is being saved again.")).arg(page.plainTitle()),
            {}, obstacles);
    const auto since =
        QDateTime::fromSecsSinceEpoch(std::chrono::system_clock::to_time_t(obstacle->since));
    const QString outcome = running
                                ? tr("The run has been waiting since %1 and goes on by itself.")
                                      .arg(QLocale().toString(since.time(), QLocale::ShortFormat))
                                : tr("The run is not being saved; the program keeps trying.");
    tell(page, tr("%1. %2").arg(QString::fromStdString(obstacle->error.sentence()), outcome),
         {nextStep("saveElsewhere", tr("Save run as…"), m_parts.actions->saveRun->toolTip(),
                   [this, &page] { save(page); })},
         obstacles);
}

void RunController::tellEnd(RunPage& page)
{
    QAction* exporting =
        nextStep("export", tr("Export…"), m_parts.actions->exportPictures->toolTip(),
                 [this, &page] { Q_EMIT exportAsked(page); });
    QAction* again = nextStep("anotherSeed", tr("Start again with another seed"),
                              tr("Start the same search from other random pictures"),
                              [this, &page] { startWithAnotherSeed(page); });
    QList<QAction*> next{exporting, again};
    if (page.group().canGoOn())
        next.prepend(nextStep("goOn", tr("Go on"), tr("Go on without the limit that ended it"),
                              [&page] { page.group().start(); }));
    tell(page, tr("%1. %2").arg(page.plainTitle(), endText(page.group())), next, onEnd);
}

void RunController::tellInterruption(RunPage& page)
{
    tell(page,
         tr("%1 was interrupted when its program was killed. At most the last two seconds of work "
            "are missing.")
             .arg(page.plainTitle()),
         {nextStep("goOn", tr("Go on"), tr("Let the run go on from where it was"),
                   [&page] { page.group().start(); })});
}

void RunController::tellWriterLeft(RunPage& page)
{
    tell(page, tr("%1 is no longer open in another program.").arg(page.plainTitle()),
         {nextStep("openForRunning", tr("Open for running"),
                   tr("Open the run file again, so that the run can go on here"),
                   [this, &page] { Q_EMIT reopeningAsked(page); })});
}

void RunController::tell(RunPage& page, const QString& text, const QList<QAction*>& next,
                         const QString& topic, Message::Kind kind)
{
    m_parts.messages->tell(
        {.kind = kind, .text = text, .next = next, .about = &page, .topic = topic});
}

QAction* RunController::openFolderStep(const QString& folder)
{
    return nextStep("openFolder", tr("Open folder"), folder,
                    [this, folder] { m_parts.prompts().showFolder(folder); });
}

} // namespace pareidolia
