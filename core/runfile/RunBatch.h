// SPDX-License-Identifier: GPL-3.0-or-later
// What happened to a run and is not yet in its file, and how things stand.
#pragma once

#include "core/run/Run.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace pareidolia {

/// A value; ends with a whole generation.
struct RunBatch
{
    std::vector<CurvePoint> points;
    std::vector<Improvement> improvements; ///< in order
    std::vector<ChangeRecord> changes;     ///< that came into force
    std::vector<RunEvent> events;

    // How things stand.
    std::optional<std::uint32_t> generation; ///< the last whole one of the run
    std::uint64_t evaluations = 0;
    std::uint64_t invalidScores = 0;
    ScreeningFigures screening;
    double seconds = 0; ///< of running
    Passes passes;
    EmitterMemory memory;              ///< of the run's emitter
    std::vector<ChangeRecord> waiting; ///< for generations to come
    Lifecycle life;
    Limits limits;

    /// Adds a generation that has ended.
    void add(const Run& run, const GenerationNews& news);

    /// Takes over how things stand, and the events of the run from `seen` on, which is moved on.
    void takeStateOf(const Run& run, std::size_t& seen);

    /// Takes out what happened, to be written; how things stand stays here as well.
    RunBatch take();

    /// What was taken out could not be written.
    void putBack(RunBatch older);
};

} // namespace pareidolia
