// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who is told all that happens to a run, in order: who writes it down, for instance.
#pragma once

#include "core/base/Error.h"
#include "core/run/RunFeed.h"

#include <optional>
#include <string>

namespace pareidolia {

/// Called from any thread, by the engine's workers and by who commands it. Must neither block nor
/// call the engine.
class RunListener
{
public:
    virtual ~RunListener() = default;

    /// A whole generation, one after the other; the run may be read until this returns.
    virtual void generationEnded(const Run& run, const GenerationNews& news) = 0;

    /// A change waits for the next generation.
    virtual void changeAsked(const ChangeRecord& change) = 0;

    /// After so many seconds of running. A generation under way ends after a pause is told.
    virtual void stateChanged(RunState state, double seconds, const std::string& ending) = 0;

    /// What keeps the next generation from beginning, such as a full disk; asked a few times a
    /// second while it lasts.
    virtual std::optional<Error> obstacle() const = 0;
};

} // namespace pareidolia
