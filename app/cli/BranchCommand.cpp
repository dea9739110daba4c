// SPDX-License-Identifier: GPL-3.0-or-later
// `branch` and `change`: other settings for the next generation of a saved run.
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/run/ParameterTable.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Branching.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct BranchOptions
{
    std::string file, generation, out, seed;
    std::vector<std::string> settings;
    bool json = false;
};

struct ChangeOptions
{
    std::string file;
    std::vector<std::string> settings, withdrawn;
    bool json = false;
};

/// Prints the changes that wait in a file.
Result<int> printWaiting(const std::string& path, bool json)
{
    ASSIGN_OR_RETURN(const auto file, RunFile::open(path));
    const auto& waiting = file->settings().waiting();
    if (json) {
        const auto generation = file->generation();
        printJson({{"file", path},
                   {"generation", generation ? nlohmann::ordered_json(*generation) : nullptr},
                   {"waiting", changesToJson(waiting)}});
        return exitDone;
    }
    for (const ChangeRecord& change : waiting)
        print(change.key + " = " + change.value + " waits for generation " +
              std::to_string(change.generation));
    return exitDone;
}

Result<int> branch(const BranchOptions& options)
{
    ASSIGN_OR_RETURN(const auto generation, parseNumber("--at", options.generation, 0, UINT32_MAX));
    ASSIGN_OR_RETURN(auto settings, parseSettings(options.settings));
    if (!options.seed.empty())
        settings.emplace_back("seed", options.seed);
    ASSIGN_OR_RETURN(const auto file, RunFile::open(options.file));
    RETURN_IF_ERROR(branchOff(*file, {static_cast<std::uint32_t>(generation), std::move(settings)},
                              options.out));
    if (!options.json)
        print(options.out + ": continues generation " + options.generation + " of " + options.file);
    return printWaiting(options.out, options.json);
}

Result<int> change(const ChangeOptions& options)
{
    ASSIGN_OR_RETURN(const auto settings, parseSettings(options.settings));
    if (settings.empty() && options.withdrawn.empty())
        return usageError("change", "no change is given", "give --set key=value or --clear key");
    ASSIGN_OR_RETURN(auto writer, RunFileWriter::open(options.file)); // first: locks the file
    ASSIGN_OR_RETURN(auto file, RunFile::open(options.file));
    ASSIGN_OR_RETURN(const auto run,
                     reopen(*file, std::make_shared<AbsentClassifier>(file->header())));
    file.reset(); // while it is open, the writer cannot merge its companion files into it
    for (const std::string& key : options.withdrawn) {
        RETURN_IF_ERROR(findParameter(key));
        RETURN_IF_ERROR(run->withdraw(key));
    }
    for (const auto& [key, value] : settings)
        RETURN_IF_ERROR(run->change(key, value));
    RunRecorder recorder(std::move(writer), *run);
    recorder.changed(*run);
    RETURN_IF_ERROR(recorder.flush());
    for (const std::string& remark : recorder.takeRemarks())
        tell(remark);
    return printWaiting(options.file, options.json);
}

} // namespace

void addBranchCommands(CLI::App& app, Action& action)
{
    const auto [branching, branchOptions] =
        addVerb(app, action, "branch",
                "Make another run from a generation of a saved one, with other settings", branch);
    branching->add_option("file", branchOptions->file, "A run file (.pareidolia)")->required();
    branching
        ->add_option("--at", branchOptions->generation, "The last generation that both runs share")
        ->required();
    branching->add_option("--out", branchOptions->out, "A new run file (.pareidolia)")->required();
    branching->add_option("--seed", branchOptions->seed,
                          "Another seed for the generations after that");
    addSetOption(*branching, branchOptions->settings);
    const auto [changing, changeOptions] = addVerb(
        app, action, "change", "Change settings from a saved run's next generation on", change);
    changing->add_option("file", changeOptions->file, "A run file (.pareidolia)")->required();
    addSetOption(*changing, changeOptions->settings);
    changing
        ->add_option("--clear", changeOptions->withdrawn,
                     "Withdraw the waiting change of a key; repeatable")
        ->expected(1)
        ->take_all();
}

} // namespace pareidolia::cli
