// SPDX-License-Identifier: GPL-3.0-or-later
// What `run` and `resume` share: a run is computed until its first limit is met.
#pragma once

#include "core/run/Run.h"
#include "core/runfile/RunRecorder.h"
#include "ui/drawing/ExportFolder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pareidolia::cli {

struct RunJob
{
    std::unique_ptr<Run> run;
    std::shared_ptr<RunRecorder> recorder; ///< null: the run is not saved
    std::string file;                      ///< the run file of the recorder
    int threads = 1;
    std::optional<ExportFolder> folder;
    bool resumed = false;
    bool json = false;
};

/// Shows progress, prints the result, and gives the exit code. Blocks until then.
Result<int> runToTheEnd(RunJob job);

} // namespace pareidolia::cli
