// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who is told all that happens to a run, in order: who writes it down, for instance.
#pragma once

#include "core/base/Error.h"
#include "core/run/Run.h"

#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// Called from any thread, by the engine's workers and by who commands it. Must neither block nor
/// call the engine.
class RunListener
{
public:
    virtual ~RunListener() = default;

    /// A whole generation, one after the other. The run may be read until this returns.
    virtual void generationEnded(const Run& run, const GenerationNews& news) = 0;

    /// Its life, its limits or the settings that wait have changed. The run may be read until this
    /// returns. A generation under way ends after a pause is told.
    virtual void changed(const Run& run) = 0;

    /// What keeps the next generation from beginning, such as a full disk; asked every second, and
    /// a few times a second while it lasts.
    virtual std::optional<Error> obstacle() const = 0;

    /// Sentences for a person that came up since the last time.
    virtual std::vector<std::string> takeRemarks() { return {}; }
};

} // namespace pareidolia
