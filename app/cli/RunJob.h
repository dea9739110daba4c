// SPDX-License-Identifier: GPL-3.0-or-later
// What `run` and `resume` have in common: a run, driven until its first limit.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunRecorder.h"
#include "ui/drawing/ExportFolder.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace pareidolia::cli {

struct RunJob
{
    std::unique_ptr<Run> run;
    double seconds = 0;                    ///< of running, before
    std::shared_ptr<RunRecorder> recorder; ///< null: nobody writes it down
    int threads = 1;
    std::optional<ExportFolder> folder;
    bool resumed = false;
    bool json = false;
};

/// Shows progress meanwhile and prints the result; the exit code.
Result<int> runToTheEnd(RunJob job);

} // namespace pareidolia::cli
