// SPDX-License-Identifier: GPL-3.0-or-later
// Work that may crash is done in a child process first.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace pareidolia {

/// Runs `work` in a copy of this process and throws the copy away. What went wrong: that it
/// crashed, that it took longer than `patience`, or what it told by returning a text; nothing if
/// it returned none. The child has the calling thread only: `work` must wait for no other.
/// Blocks until it ends.
std::optional<std::string> troubleInChild(const std::function<std::optional<std::string>()>& work,
                                          std::chrono::seconds patience);

} // namespace pareidolia
