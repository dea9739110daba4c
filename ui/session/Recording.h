// SPDX-License-Identifier: GPL-3.0-or-later
// Runs and their files: begun, reopened, followed. These functions block: for another thread.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunFile.h"
#include "core/runfile/RunRecorder.h"

#include <QString>
#include <memory>

namespace pareidolia {

/// The file of a run, and who writes it.
struct Recording
{
    QString file;                          ///< empty: it is not saved here
    std::shared_ptr<RunRecorder> recorder; ///< null: the same
    std::shared_ptr<RunFile> followed;     ///< which is written elsewhere, if at all; else null

    bool isWrittenElsewhere = false; ///< by a program that runs now

    /// It cannot go on here: its network is not here, or its file cannot be written here.
    bool isForLooking = false;
};

struct RecordedRun
{
    std::unique_ptr<Run> run;
    Recording recording;
    QString remark; ///< what a person should know; empty: nothing
};

/// A run that begins, saved to a new file, whose folder is made if need be. It is not saved if the
/// name is empty or the file cannot be made.
Result<RecordedRun> beginRun(const RunSpec& spec, std::shared_ptr<const Classifier> network,
                             const QString& file);

/// A run as its file has it; from here on it is saved there, unless another program writes it.
/// Without its network, or on another one, it can only be looked at.
Result<RecordedRun> reopenRun(const QString& file, std::shared_ptr<const Classifier> network);

/// The same as another program has written it by now; null if nothing is new since `file` was read.
Result<std::unique_ptr<Run>> followRun(RunFile& file, std::shared_ptr<const Classifier> network);

/// A copy of a run that another program writes, as it is now.
Result<void> copyRunFile(const QString& from, const QString& to);

} // namespace pareidolia
