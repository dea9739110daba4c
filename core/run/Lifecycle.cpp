// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Lifecycle.h"

#include <algorithm>
#include <array>

namespace pareidolia {

namespace {

constexpr std::array<std::string_view, 6> words{"new",      "running", "paused",
                                                "finished", "stopped", "failed"};

} // namespace

std::string_view wordOf(RunState state)
{
    return words[static_cast<std::size_t>(state)];
}

std::optional<RunState> runStateOf(std::string_view word)
{
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        return std::nullopt;
    return static_cast<RunState>(found - words.begin());
}

} // namespace pareidolia
