// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"

#include "core/base/Escaped.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/run/Engine.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

/// Whatever else is no plain text comes from files. JSON stays JSON.
void writeLine(std::FILE* stream, std::string_view text)
{
    std::string line;
    for (std::size_t i = 0; const std::string& part : splitText(text, '\n'))
        line += (i++ == 0 ? "" : "\n") + escaped(part);
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

void printRow(const std::string& title, const std::string& a, const std::string& b)
{
    char line[256];
    std::snprintf(line, sizeof line, "%-36s %20s %20s", title.c_str(), a.c_str(), b.c_str());
    print(line);
}

void tell(std::string_view line)
{
    writeLine(stderr, line);
}

void printJson(const nlohmann::ordered_json& json)
{
    print(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

Result<std::uint64_t> parseNumber(const char* option, const std::string& text, std::uint64_t least,
                                  std::uint64_t most)
{
    const auto number = parseUnsigned(text);
    if (!number || *number < least || *number > most)
        return usageError(option, "\"" + text + "\" is not a valid value",
                          "give a whole number from " + std::to_string(least) + " to " +
                              std::to_string(most));
    return *number;
}

Result<int> parseThreads(const std::string& text)
{
    if (text.empty())
        return Engine::workersHere();
    ASSIGN_OR_RETURN(const auto number, parseNumber("--threads", text, 1, Engine::mostWorkers));
    return static_cast<int>(number);
}

Result<std::optional<NetworkView>> parseView(const std::string& text)
{
    if (text.empty())
        return std::nullopt;
    for (const NetworkView view : {NetworkView::OneCrop, NetworkView::TenCrop})
        if (text == viewName(view))
            return view;
    return usageError("--view", "\"" + text + "\" is not a valid value",
                      "give one-crop or ten-crop");
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

Result<int> unlessInterrupted(const Error& error)
{
    if (!wasInterrupted)
        return tl::unexpected(error);
    tell("pareidolia-cli: " + error.sentence());
    return exitInterrupted;
}

} // namespace pareidolia::cli
