// SPDX-License-Identifier: GPL-3.0-or-later
// All that a run needs to go on where another process left it.
#pragma once

#include "core/run/Curve.h"
#include "core/run/EventLog.h"
#include "core/run/Lifecycle.h"
#include "core/run/RunSpec.h"
#include "core/run/ScreeningFigures.h"
#include "core/search/Search.h"

#include <cstdint>
#include <vector>

namespace pareidolia {

struct SavedRun
{
    RunSpec spec;                      ///< as it began, with the limits of now
    std::vector<ChangeRecord> changes; ///< in order; those of generations to come still wait
    Lifecycle lifecycle;
    std::vector<Improvement> champions; ///< of every class that has one
    std::uint32_t generation = 0;       ///< the next one
    Passes passes;
    SavedEmitterMemory memory;
    std::uint64_t evaluations = 0;
    std::uint64_t invalidScores = 0;
    ScreeningFigures screening;
    double seconds = 0; ///< of running
    Curve curve;
    std::vector<ImprovementRecord> improvements;
};

} // namespace pareidolia
