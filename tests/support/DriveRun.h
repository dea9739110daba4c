// SPDX-License-Identifier: GPL-3.0-or-later
// Drives a run without an engine: one generation after the other on this thread.
#pragma once

#include "core/run/GenerationWork.h"
#include "core/run/Run.h"

namespace pareidolia {

inline Result<GenerationNews> advance(Run& run)
{
    GenerationWork work(run.begin(), run.search(), run.classifier());
    for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
        if (auto done = work.work(chunk); !done)
            return tl::unexpected(done.error());
    return run.end(work.children(), work.scores(), 0, work.screened());
}

} // namespace pareidolia
