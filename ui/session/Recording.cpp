// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Recording.h"

#include "core/base/ReturnError.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/FileLock.h"
#include "core/runfile/Reopening.h"

#include <QObject>
#include <filesystem>
#include <utility>

namespace pareidolia {

namespace {

/// A sentence on why the run is not saved.
QString unsaved(const Error& error)
{
    return QObject::tr("%1. This run is not being saved.")
        .arg(QString::fromStdString(error.sentence()));
}

} // namespace

Result<RecordedRun> beginRun(const RunSpec& spec, std::shared_ptr<const Classifier> network,
                             const QString& file)
{
    ASSIGN_OR_RETURN(auto run, Run::create(spec, std::move(network)));
    RETURN_IF_ERROR(run->checkScreening());
    RecordedRun begun{.run = std::move(run)};
    if (file.isEmpty())
        return begun;
    const std::filesystem::path path = file.toStdString();
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored); // the file tells if it failed
    auto writer = RunFileWriter::create(path, headerOf(*begun.run));
    if (writer)
        begun.recording = {file, std::make_shared<RunRecorder>(std::move(*writer), *begun.run)};
    else
        begun.remark = unsaved(writer.error());
    return begun;
}

Result<RecordedRun> reopenRun(const QString& file, std::shared_ptr<const Classifier> network)
{
    const std::filesystem::path path = file.toStdString();
    auto writer = RunFileWriter::open(path); // first: nobody else may change it now
    const bool isWrittenElsewhere = !writer && FileLock::isHeld(path);
    if (!writer && !isWrittenElsewhere)
        writer = RunFileWriter::open(path); // somebody may have closed it just now
    ASSIGN_OR_RETURN(auto saved, RunFile::open(path));
    const RunHeader& header = saved->header();
    RecordedRun reopened;
    reopened.recording.isForLooking = !network || !network->info().standsFor(header.model.sha256);
    if (reopened.recording.isForLooking) {
        reopened.remark =
            QObject::tr("Its network, %1, is not available: the run can be viewed, but "
                        "it cannot go on.")
                .arg(QString::fromStdString(header.model.name));
        network = std::make_shared<AbsentClassifier>(header);
    } else if (const std::string difference = differenceOf(header, *network);
               !difference.empty() && !saved->lifecycle().over())
        reopened.remark = QString::fromStdString(difference); // it matters to a run that goes on
    ASSIGN_OR_RETURN(reopened.run, reopen(*saved, std::move(network)));
    if (writer) {
        reopened.recording.file = file;
        reopened.recording.recorder =
            std::make_shared<RunRecorder>(std::move(*writer), *reopened.run);
    } else {
        reopened.recording.followed = std::move(saved);
        reopened.recording.isWrittenElsewhere = isWrittenElsewhere;
        reopened.recording.isForLooking = true;
        reopened.remark =
            isWrittenElsewhere
                ? QObject::tr("%1. You can watch it here; changes that you make are not kept.")
                      .arg(QString::fromStdString(writer.error().sentence()))
                : QObject::tr(
                      "The file of this run cannot be written. Duplicate the run to go on.");
    }
    return reopened;
}

Result<std::unique_ptr<Run>> followRun(RunFile& file, std::shared_ptr<const Classifier> network)
{
    ASSIGN_OR_RETURN(const bool changed, file.refresh());
    return changed ? reopen(file, std::move(network)) : nullptr;
}

Result<void> copyRunFile(const QString& from, const QString& to)
{
    ASSIGN_OR_RETURN(const auto file, RunFile::open(from.toStdString()));
    return file->copyTo(to.toStdString());
}

} // namespace pareidolia
