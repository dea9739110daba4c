// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is written down, and how it comes back. These functions block: for another thread.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunFile.h"
#include "core/runfile/RunRecorder.h"

#include <QString>
#include <memory>

namespace pareidolia {

/// Who writes a run down, and where.
struct Recording
{
    QString file;                          ///< empty: nobody does
    std::shared_ptr<RunRecorder> recorder; ///< null: nobody does
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

/// A run that begins, written down into a new file, whose folder is made if need be; an empty name,
/// or a file that cannot be: not written down.
Result<RecordedRun> beginRun(const RunSpec& spec, std::shared_ptr<const Classifier> network,
                             const QString& file);

/// A run as its file has it; from here on it is written down there, unless another program does so.
/// Without its network, or on another one, it can only be looked at.
Result<RecordedRun> reopenRun(const QString& file, std::shared_ptr<const Classifier> network);

/// The same as another program has written it by now; null if nothing is new since `file` was read.
Result<std::unique_ptr<Run>> followRun(RunFile& file, std::shared_ptr<const Classifier> network);

/// A copy of a run that another program writes, as it is now.
Result<void> copyRunFile(const QString& from, const QString& to);

} // namespace pareidolia
