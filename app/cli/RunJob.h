// SPDX-License-Identifier: GPL-3.0-or-later
// What `run` and `resume` have in common: a run, driven until its first limit.
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
    std::shared_ptr<RunRecorder> recorder; ///< null: nobody writes it down
    std::string file;                      ///< where it does
    int threads = 1;
    std::optional<ExportFolder> folder;
    bool resumed = false;
    bool json = false;
};

/// Shows progress meanwhile and prints the result; the exit code.
Result<int> runToTheEnd(RunJob job);

} // namespace pareidolia::cli
