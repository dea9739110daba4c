// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"

#include "core/base/Text.h"
#include "core/run/Engine.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

void writeLine(std::FILE* stream, std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stream);
    std::fputc('\n', stream);
}

// A signal handler can reach nothing else.
std::atomic<bool> wasInterrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void noteInterrupt(int number)
{
    wasInterrupted = true;
    std::signal(number, SIG_DFL);
}

} // namespace

void print(std::string_view line)
{
    writeLine(stdout, line);
}

void tell(std::string_view line)
{
    writeLine(stderr, line);
}

void printJson(const nlohmann::ordered_json& json)
{
    print(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

Result<int> parseThreads(const std::string& text)
{
    if (text.empty())
        return Engine::workersHere();
    const auto number = parseUnsigned(text);
    if (!number || *number < 1 || *number > static_cast<std::uint64_t>(Engine::mostWorkers))
        return usageError("--threads", "\"" + text + "\" is not a number of threads",
                          "give 1 to " + std::to_string(Engine::mostWorkers));
    return static_cast<int>(*number);
}

void rememberInterrupts()
{
    std::signal(SIGINT, noteInterrupt);
    std::signal(SIGTERM, noteInterrupt);
}

bool interrupted()
{
    return wasInterrupted;
}

} // namespace pareidolia::cli
