// SPDX-License-Identifier: GPL-3.0-or-later
// How generations follow each other: slow enough to watch, or as fast as it goes.
#pragma once

#include <optional>

namespace pareidolia {

/// A value.
struct Pace
{
    /// Starting a run makes it go one generation and pause.
    bool oneAtATime = false;

    /// Nothing: as fast as it goes. Not used when one goes at a time.
    std::optional<double> generationsPerSecond;

    static Pace single() { return {.oneAtATime = true}; }
    static Pace unlimited() { return {}; }
    static Pace of(double generationsPerSecond)
    {
        return {.generationsPerSecond = generationsPerSecond};
    }

    bool operator==(const Pace&) const = default;
};

} // namespace pareidolia
