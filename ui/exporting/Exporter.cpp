// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/exporting/Exporter.h"

#include "core/base/ReturnError.h"
#include "core/run/RunReport.h"
#include "ui/drawing/ChampionFiles.h"
#include "ui/drawing/ExportFolder.h"
#include "ui/drawing/Pictures.h"
#include "ui/exporting/Designer.h"
#include "ui/exporting/PicturesDialog.h"
#include "ui/widgets/Prompts.h"

#include <QApplication>
#include <QClipboard>
#include <QPointer>
#include <QWidget>
#include <memory>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// Snapshots of the group's runs; none once its tab is closed, which may happen while a dialog is
/// open.
Designer::Snapshots snapshotsOf(RunGroup* group, bool asTheWallShows)
{
    return [group = QPointer(group), asTheWallShows] {
        std::vector<RunSnapshot> runs;
        if (group)
            for (const RunSession* session : group->sessions())
                runs.push_back(asTheWallShows ? session->snapshotOfWall(session->targets())
                                              : session->snapshot());
        return runs;
    };
}

std::vector<PicturesDialog::Choice> choicesOf(const TakeAwaySubject& subject)
{
    const RunSession& session = *subject.inspected;
    std::vector<PicturesDialog::Choice> choices;
    if (subject.current)
        choices.push_back(
            {Exporter::tr("The inspected one (%1)")
                 .arg(QString::fromStdString(session.model().labels[*subject.current])),
             {*subject.current}});
    if (subject.chosen.size() > 1)
        choices.push_back(
            {Exporter::tr("Those selected on the wall (%1)").arg(subject.chosen.size()),
             subject.chosen});
    choices.push_back({Exporter::tr("All (%1)").arg(session.targets().size()), session.targets()});
    if (subject.chosen.size() > 1) // a selection is what is most likely meant
        std::swap(choices.front(), choices[choices.size() - 2]);
    return choices;
}

/// One run of an export.
struct Part
{
    ExportFolder folder;
    RunSnapshot run;
    RunCircumstances circumstances;
};

Result<void> writeParts(const std::vector<Part>& parts, const Progress& progress)
{
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Progress part{.tell =
                                [&, i](double share) {
                                    if (progress.tell)
                                        progress.tell((static_cast<double>(i) + share) /
                                                      static_cast<double>(parts.size()));
                                },
                            .stop = progress.stop};
        RETURN_IF_ERROR(parts[i].folder.write(parts[i].run, parts[i].circumstances, part));
    }
    return {};
}

} // namespace

Exporter::Exporter(QWidget* window) : QObject(window), m_window(window) {}

BackgroundJob* Exporter::begin(const QString& title, BackgroundJob::Work work)
{
    auto* job = new BackgroundJob(title, std::move(work), this);
    ++m_jobs;
    const auto end = [this, job] {
        job->deleteLater();
        if (--m_jobs == 0)
            Q_EMIT idle();
    };
    connect(job, &BackgroundJob::failed, this, &Exporter::failed);
    connect(job, &BackgroundJob::cancelled, this, [this] { Q_EMIT told(tr("It was cancelled.")); });
    for (const auto over : {&BackgroundJob::done, &BackgroundJob::cancelled})
        connect(job, over, this, end, Qt::QueuedConnection); // after all others heard of it
    connect(job, &BackgroundJob::failed, this, end, Qt::QueuedConnection);
    Q_EMIT jobStarted(job);
    return job;
}

void Exporter::savePictures(const TakeAwaySubject& subject)
{
    auto* dialog =
        new PicturesDialog(choicesOf(subject), subject.inspected->model().input, m_window);
    connect(dialog, &PicturesDialog::chosen, this,
            [this, session = QPointer(subject.inspected)](const std::vector<std::size_t>& classes,
                                                          int scale) {
                if (!session) {
                    Q_EMIT told(tr("The run was closed in the meantime."));
                    return;
                }
                RunSnapshot run = session->snapshotOfWall(classes);
                if (classes.size() > 1)
                    return saveInto(
                        m_prompts->chooseFolder(m_window, tr("Save pictures into a folder")), false,
                        std::move(run), classes, scale);
                const std::size_t index = classes.front();
                if (!run.archive.champion(index)) {
                    Q_EMIT told(tr("There is no picture of that class yet."));
                    return;
                }
                const QString name = QString::fromStdString(pictureName(run, index));
                saveInto(m_prompts->chooseNewFile(m_window, tr("Save picture"), name,
                                                  {QStringLiteral("png")}),
                         true, std::move(run), classes, scale);
            });
    dialog->open();
}

void Exporter::saveInto(const QString& path, bool isFile, RunSnapshot run,
                        const std::vector<std::size_t>& classes, int scale)
{
    if (path.isEmpty())
        return;
    const fs::path target = path.toStdString();
    auto* job = begin(tr("Saving pictures"),
                      [=, run = std::move(run)](const Progress& progress) -> Result<void> {
                          if (isFile)
                              return writeChampion(run, classes.front(), target, scale);
                          RETURN_IF_ERROR(writeChampions(run, classes, target, scale, progress));
                          return {};
                      });
    connect(job, &BackgroundJob::done, this, [this, path, isFile] {
        Q_EMIT written(isFile ? tr("The picture was saved") : tr("The pictures were saved"), path);
    });
}

void Exporter::designSheet(const TakeAwaySubject& subject)
{
    open(
        makeSheetDesigner({snapshotsOf(subject.group, true), subject.chosen, m_prompts}, m_window));
}

void Exporter::designCurves(const TakeAwaySubject& subject)
{
    open(makeCurvesDesigner({snapshotsOf(subject.group, false), subject.chosen, m_prompts},
                            m_window));
}

void Exporter::designFamilyTree(const TakeAwaySubject& subject)
{
    open(makeFamilyTreeDesigner({snapshotsOf(subject.group, false), subject.chosen, m_prompts},
                                m_window));
}

void Exporter::open(Designer* designer)
{
    connect(designer, &Designer::jobAsked, this,
            [this](const QString& title, const QString& file, const BackgroundJob::Work& work) {
                connect(begin(title, work), &BackgroundJob::done, this,
                        [this, file] { Q_EMIT written(tr("Saved"), file); });
            });
    designer->open();
}

void Exporter::copyPicture(const TakeAwaySubject& subject)
{
    if (!subject.shown) {
        Q_EMIT told(tr("There is no picture to copy yet."));
        return;
    }
    QApplication::clipboard()->setImage(toQImage(*subject.shown->individual->picture));
}

void Exporter::exportEverything(RunGroup& group, std::function<void()> whenDone)
{
    const QPointer stays(&group); // an export that goes on may close the tab during the question
    const QString chosen = m_prompts->chooseFolder(m_window, tr("Export pictures into a folder"));
    if (chosen.isEmpty() || !stays)
        return;
    const fs::path folder = chosen.toStdString();
    const auto parts = std::make_shared<std::vector<Part>>();
    std::vector<std::pair<QPointer<RunSession>, std::uint64_t>> saved;
    const auto& sessions = group.sessions();
    for (std::size_t run = 0; run < sessions.size(); ++run) {
        RunSession& session = *sessions[run];
        auto prepared = ExportFolder::prepare(
            sessions.size() == 1 ? folder : folder / std::string(1, static_cast<char>('a' + run)));
        if (!prepared) {
            Q_EMIT failed(prepared.error());
            return;
        }
        saved.emplace_back(&session, session.improvements());
        parts->push_back({std::move(*prepared), session.snapshot(),
                          RunCircumstances{.seconds = session.news().seconds,
                                           .threads = session.engine().workers()}});
    }
    auto* job = begin(tr("Exporting into %1").arg(chosen),
                      [parts](const Progress& progress) { return writeParts(*parts, progress); });
    connect(job, &BackgroundJob::done, this, [this, saved, chosen, whenDone = std::move(whenDone)] {
        for (const auto& [session, improvements] : saved)
            if (session)
                session->markSaved(improvements);
        Q_EMIT written(tr("Pictures, contact sheet and curves were exported"), chosen);
        if (whenDone)
            whenDone();
    });
}

} // namespace pareidolia
