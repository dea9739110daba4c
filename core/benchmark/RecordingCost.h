// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs a run to be written down.
#pragma once

#include "core/benchmark/Ratios.h"

namespace pareidolia {

struct RecordingCost
{
    /// Of the run's time, that a worker spends handing over what happened; it never waits for the
    /// disk. The median over rounds.
    double handingOverShare = 0;

    /// Pictures a second of a run that is written down over those of one that is not, in turn: the
    /// writer's thread takes its part of the processors. The median over rounds.
    double speedRatio = 0;

    double bytesPerPicture = 0; ///< of the file, a picture that was scored
};

/// Whole runs by `threads` workers, with and without a file in the folder for temporary ones.
Result<RecordingCost> recordingCost(const Subject& subject, int threads, int rounds);

} // namespace pareidolia
