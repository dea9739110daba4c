// SPDX-License-Identifier: GPL-3.0-or-later
// What the verbs of the command line have in common.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pareidolia::cli {

inline constexpr int exitDone = 0;
inline constexpr int exitInterrupted = 130;

/// What a parsed command line asks for. An error becomes one line on stderr and exit code 1 or 2.
using Action = std::function<Result<int>()>;

/// One function a verb: adds it to `app`, and sets `action` when it was given.
void addRunCommand(CLI::App& app, Action& action);
void addResumeCommand(CLI::App& app, Action& action);
void addRunFileCommands(CLI::App& app, Action& action); ///< info, verify
void addBranchCommands(CLI::App& app, Action& action);  ///< branch, change
void addRescoreCommand(CLI::App& app, Action& action);
void addPresetsCommand(CLI::App& app, Action& action);
void addClassifyCommand(CLI::App& app, Action& action);
void addCompareCommand(CLI::App& app, Action& action);
void addModelCommand(CLI::App& app, Action& action);
void addModelImportCommand(CLI::App& model, Action& action); ///< a verb of `model`
void addTrainCommand(CLI::App& app, Action& action);
void addBenchCommand(CLI::App& app, Action& action);
void addNaiveCommand(CLI::App& app, Action& action); ///< not in the help: see NaiveProcess

/// Verbs below `model`.
void addModelLibraryVerbs(CLI::App& model, Action& action);
void addCatalogueVerbs(CLI::App& model, Action& action);

/// A line of results on stdout; main checks at the end that all of it arrived.
void print(std::string_view line);

/// A line of progress or warning on stderr.
void tell(std::string_view line);

/// One JSON object on one line of stdout.
void printJson(const nlohmann::ordered_json& json);

/// 1 … Engine::mostWorkers; empty text: one a processor.
Result<int> parseThreads(const std::string& text);

/// From now on SIGINT and SIGTERM are remembered; the second one ends the program at once.
void rememberInterrupts();
bool interrupted();

} // namespace pareidolia::cli
