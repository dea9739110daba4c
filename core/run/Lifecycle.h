// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run is in its life, and the log of how it came there.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pareidolia {

enum class RunState { New, Running, Paused, Finished, Stopped, Failed };

/// "new", "running", "paused", "finished", "stopped", "failed".
std::string_view wordOf(RunState state);

/// Nothing if it is none of them.
std::optional<RunState> runStateOf(std::string_view word);

/// A value; its run is its only owner (Run.h).
struct Lifecycle
{
    RunState state = RunState::New;

    /// The key of the limit that ended it; empty: it is not over, or ended for another reason.
    std::string endedBy;

    /// Why it is over, in a few words for a person; empty while it is not.
    std::string reason;

    /// Its process was killed while it was running; state Paused.
    bool interrupted = false;

    bool over() const
    {
        return state == RunState::Finished || state == RunState::Stopped ||
               state == RunState::Failed;
    }
    bool operator==(const Lifecycle&) const = default;
};

/// An entry of the log of a run's life.
struct RunEvent
{
    std::uint32_t generation = 0; ///< the one under way or to come
    double seconds = 0;           ///< of running
    std::string what;             ///< "started", "paused", "finished: generation 40 is reached" …
};

} // namespace pareidolia
