// SPDX-License-Identifier: GPL-3.0-or-later
// Diagnostic lines for reports of bugs. Off until a program listens, which it does once, at its
// start.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace pareidolia::diagnostics {

/// Called from any thread, one at a time. `area`: "engine", "runfile" …
using Sink = std::function<void(std::string_view area, const std::string& line)>;

/// Before any other thread begins.
void listen(Sink sink);

/// Does nothing while nobody listens.
void log(std::string_view area, const std::string& line);

} // namespace pareidolia::diagnostics
