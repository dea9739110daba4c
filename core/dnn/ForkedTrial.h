// SPDX-License-Identifier: GPL-3.0-or-later
// Runs work that may crash in a child process.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace pareidolia {

/// Runs `work` in a fork of this process. Returns what went wrong: a crash, taking longer than
/// `patience`, or the text that `work` returned; nothing if all is well. The child has the calling
/// thread only: `work` must not wait for other threads. Blocks until it ends.
std::optional<std::string> troubleInChild(const std::function<std::optional<std::string>()>& work,
                                          std::chrono::seconds patience);

} // namespace pareidolia
