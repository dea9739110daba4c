// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Log.h"

#include <mutex>
#include <utility>

namespace pareidolia::diagnostics {

namespace {

Sink& sinkOfProgram()
{
    static Sink sink;
    return sink;
}

} // namespace

void listen(Sink sink)
{
    sinkOfProgram() = std::move(sink);
}

void log(std::string_view area, const std::string& line)
{
    static std::mutex turn;
    if (!sinkOfProgram())
        return;
    const std::scoped_lock lock(turn);
    sinkOfProgram()(area, line);
}

} // namespace pareidolia::diagnostics
