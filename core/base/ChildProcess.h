// SPDX-License-Identifier: GPL-3.0-or-later
// Work that may crash is done by another program, started afresh: a fork of this process would have
// one of its threads, and the locks of all.
#pragma once

#include "core/base/Error.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// Starts a program, gives it `input` as its standard input and returns what it writes on its
/// standard output, which must be one line of at most 4 KB. Two answers are not its own: "it
/// crashed", where it ends before the end of the line, and "it came to no end in N seconds", where
/// `patience` ends first. It inherits no other file, and no handling of signals.
/// Errors: the program is missing or cannot be started. Thread: any; blocks until it has ended.
Result<std::string> answerOf(const std::filesystem::path& program,
                             const std::vector<std::string>& arguments, std::string_view input,
                             std::chrono::seconds patience);

} // namespace pareidolia
