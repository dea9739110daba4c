// SPDX-License-Identifier: GPL-3.0-or-later
// `branch` and `change`: what a saved run is going to do otherwise.
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/base/Text.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Branching.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct Options
{
    std::string file;
    std::string generation; ///< branch
    std::string out;        ///< branch
    std::string seed;       ///< branch
    std::vector<std::string> settings;
    std::vector<std::string> withdrawn; ///< change
    bool json = false;
};

/// What waits in a file now.
Result<int> tellWaiting(const std::string& path, bool json)
{
    const auto file = RunFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto& waiting = (*file)->settings().waiting();
    if (json) {
        const auto generation = (*file)->generation();
        printJson({{"file", path},
                   {"generation", generation ? nlohmann::ordered_json(*generation) : nullptr},
                   {"waiting", changesToJson(waiting)}});
        return exitDone;
    }
    for (const ChangeRecord& change : waiting)
        print(change.key + " = " + change.value + " holds from generation " +
              std::to_string(change.generation));
    return exitDone;
}

Result<int> branch(const Options& options)
{
    const auto generation = parseUnsigned(options.generation);
    if (!generation || !std::in_range<std::uint32_t>(*generation))
        return usageError("--at", "\"" + options.generation + "\" is no generation",
                          "give the number of a generation that the run has finished");
    auto settings = parseSettings(options.settings);
    if (!settings)
        return tl::unexpected(settings.error());
    if (!options.seed.empty())
        settings->emplace_back("seed", options.seed);
    const auto file = RunFile::open(options.file);
    if (!file)
        return tl::unexpected(file.error());
    const auto branched = branchOff(
        **file, {static_cast<std::uint32_t>(*generation), std::move(*settings)}, options.out);
    if (!branched)
        return tl::unexpected(branched.error());
    if (!options.json)
        print(options.out + ": goes on from generation " + options.generation + " of " +
              options.file);
    return tellWaiting(options.out, options.json);
}

Result<int> change(const Options& options)
{
    const auto settings = parseSettings(options.settings);
    if (!settings)
        return tl::unexpected(settings.error());
    if (settings->empty() && options.withdrawn.empty())
        return usageError("change", "nothing is asked for", "give --set key=value or --clear key");
    auto writer = RunFileWriter::open(options.file); // first: nobody else may change it now
    if (!writer)
        return tl::unexpected(writer.error());
    auto file = RunFile::open(options.file);
    if (!file)
        return tl::unexpected(file.error());
    auto run = reopen(**file, std::make_shared<AbsentClassifier>((*file)->header()));
    if (!run)
        return tl::unexpected(run.error());
    file->reset(); // a reader keeps the writer from leaving one whole file
    for (const std::string& key : options.withdrawn)
        if (auto withdrawn = (*run)->withdraw(key); !withdrawn)
            return tl::unexpected(withdrawn.error());
    for (const auto& [key, value] : *settings)
        if (auto asked = (*run)->change(key, value); !asked)
            return tl::unexpected(asked.error());
    RunRecorder recorder(std::move(*writer), **run);
    recorder.changed(**run);
    if (auto written = recorder.flush(); !written)
        return tl::unexpected(written.error());
    for (const std::string& remark : recorder.takeRemarks())
        tell(remark);
    return tellWaiting(options.file, options.json);
}

} // namespace

void addBranchCommands(CLI::App& app, Action& action)
{
    const auto addVerb = [&](const char* name, const char* help,
                             Result<int> (*act)(const Options&)) {
        const auto options = std::make_shared<Options>();
        CLI::App* verb = app.add_subcommand(name, help);
        verb->add_option("file", options->file, "A run file (.pareidolia)")->required();
        addSetOption(*verb, options->settings);
        verb->add_flag("--json", options->json, "Print the result as one line of JSON");
        verb->callback([=, &action] { action = [=] { return act(*options); }; });
        return std::pair(verb, options);
    };
    const auto [branching, branchOptions] = addVerb(
        "branch", "Make another run from a moment of a saved one, with other settings", branch);
    branching->add_option("--at", branchOptions->generation, "The last generation that both share")
        ->required();
    branching->add_option("--out", branchOptions->out, "A new run file (.pareidolia)")->required();
    branching->add_option("--seed", branchOptions->seed, "Another seed from there on");
    const auto [changing, changeOptions] =
        addVerb("change", "Ask the next generation of a saved run for other settings", change);
    changing
        ->add_option("--clear", changeOptions->withdrawn,
                     "Take back what waits for a key; repeatable")
        ->expected(1)
        ->take_all();
}

} // namespace pareidolia::cli
