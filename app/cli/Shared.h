// SPDX-License-Identifier: GPL-3.0-or-later
// What the verbs of the command line have in common.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/View.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pareidolia::cli {

inline constexpr int exitDone = 0;
inline constexpr int exitInterrupted = 130;

/// The verb of the process in which `bench` runs the untuned network.
inline constexpr std::string_view naiveVerb = "bench-naive";

/// What a parsed command line asks for. An error becomes one line on stderr and exit code 1 or 2.
using Action = std::function<Result<int>()>;

/// Each adds one or more verbs to `app`; the verb that is given sets `action`.
void addRunCommands(CLI::App& app, Action& action);     ///< run, resume
void addRunFileCommands(CLI::App& app, Action& action); ///< info, verify
void addBranchCommands(CLI::App& app, Action& action);  ///< branch, change
void addRescoreCommand(CLI::App& app, Action& action);
void addPresetsCommand(CLI::App& app, Action& action);
void addClassifyCommand(CLI::App& app, Action& action);
void addCompareCommand(CLI::App& app, Action& action);
void addModelCommand(CLI::App& app, Action& action);
void addTrainCommand(CLI::App& app, Action& action);
void addBenchCommands(CLI::App& app, Action& action); ///< bench, and naiveVerb

/// Verbs of `model`.
void addImportCommand(CLI::App& model, Action& action);
void addCatalogueCommands(CLI::App& model, Action& action); ///< catalogue, fetch

/// Adds a verb that calls `act` with its options, unless one of its own verbs is given. If the
/// options have a flag `json`, the verb has the option --json. `app` keeps the options.
template <typename Options>
std::pair<CLI::App*, Options*> addVerb(CLI::App& app, Action& action, std::string name,
                                       std::string help, Result<int> (*act)(const Options&))
{
    const auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(std::move(name), std::move(help));
    if constexpr (requires { options->json; })
        verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    verb->callback([=, &action] {
        if (!action) // the callbacks of its own verbs are called first
            action = [=] { return act(*options); };
    });
    return {verb, options.get()};
}

/// A line of results on stdout; main checks at the end that all of it was written.
void print(std::string_view line);

/// A row of a table on stdout: a title and two columns.
void printRow(const std::string& title, const std::string& a, const std::string& b);

/// A line of progress or a warning on stderr.
void tell(std::string_view line);

/// One JSON object on one line of stdout.
void printJson(const nlohmann::ordered_json& json);

/// A whole number that was given for an option.
Result<std::uint64_t> parseNumber(const char* option, const std::string& text, std::uint64_t least,
                                  std::uint64_t most);

/// 1 to Engine::mostWorkers; empty text: one per processor.
Result<int> parseThreads(const std::string& text);

/// The value of --view; nothing for empty text.
Result<std::optional<NetworkView>> parseView(const std::string& text);

/// From now on SIGINT and SIGTERM are remembered; a second one ends the program at once.
void rememberInterrupts();
bool interrupted();

/// Prints the error and gives its exit code if the user interrupted the work; else the error.
Result<int> unlessInterrupted(const Error& error);

} // namespace pareidolia::cli
