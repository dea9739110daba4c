// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is written down, and how it comes back. These functions block: for another thread.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunRecorder.h"

#include <QString>
#include <memory>

namespace pareidolia {

/// Who writes a run down, and where.
struct Recording
{
    QString file;                          ///< empty: nobody does
    std::shared_ptr<RunRecorder> recorder; ///< null: nobody does
    double seconds = 0;                    ///< of running, before
    QString past; ///< where another process writes it down: to look back; empty: nowhere
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

/// A run as its file has it, paused; from here on it is written down there, unless another process
/// does so. Without its network, or on another one, it can only be looked at.
Result<RecordedRun> reopenRun(const QString& file, std::shared_ptr<const Classifier> network);

} // namespace pareidolia
