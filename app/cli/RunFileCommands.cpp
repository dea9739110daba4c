// SPDX-License-Identifier: GPL-3.0-or-later
// `info` and `verify`: what a run file holds, and whether it is true.
#include "app/cli/Shared.h"
#include "core/loading/Loader.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/Verification.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct FileOptions
{
    std::string file;
    std::string device = "cpu";
    bool json = false;
};

Result<int> info(const FileOptions& options)
{
    const auto file = RunFile::open(options.file);
    if (!file)
        return tl::unexpected(file.error());
    const RunHeader& header = (*file)->header();
    const auto run = reopen(**file, std::make_shared<AbsentClassifier>(header));
    if (!run)
        return tl::unexpected(run.error());
    RunSnapshot snapshot = (*run)->snapshot();
    snapshot.lifecycle = (*file)->lifecycle();
    const SettingsLog& settings = snapshot.settings;
    const Lifecycle& life = snapshot.lifecycle;
    if (options.json) {
        auto result = runResult(snapshot, {.seconds = (*file)->seconds()});
        result.erase("threads"); // it depends on who asks
        if (life.state == RunState::Running)
            result.erase("seconds"); // it has gone on since
        result["interrupted"] = life.interrupted;
        result["seed"] = snapshot.spec().settings.seed; // what the run goes on with, as below
        result["spec"] = specToJson(snapshot.spec());
        result["changes"] = changesToJson(settings.changes());
        result["waiting"] = changesToJson(settings.waiting());
        result["program_version"] = header.program;
        result["runtime"] = header.runtime;
        result["origin"] = header.origin;
        result["improvements"] = snapshot.improvements.size();
        printJson(result);
        return exitDone;
    }
    const auto line = [](const std::string& what, const std::string& value) {
        print("  " + what + std::string(14 - std::min<std::size_t>(what.size(), 13), ' ') + value);
    };
    const std::string why = life.interrupted       ? ": its program was killed"
                            : !life.reason.empty() ? ": " + life.reason
                                                   : "";
    print(options.file + ": " + header.spec.name + " on " + header.model.name + ", seed " +
          std::to_string(snapshot.spec().settings.seed));
    line("state", std::string(wordOf(life.state)) + why);
    line("generation", snapshot.generation ? std::to_string(*snapshot.generation) : "none yet");
    line("pictures", std::to_string(snapshot.evaluations));
    line("median", spokenMedian(snapshot.statistics));
    line("weakest", spokenMin(snapshot.statistics));
    line("improvements", std::to_string(snapshot.improvements.size()));
    for (const ChangeRecord& change : settings.changes())
        line("change", change.key + " = " + change.value + " since generation " +
                           std::to_string(change.generation));
    for (const ChangeRecord& change : settings.waiting())
        line("waiting", change.key + " = " + change.value + " from generation " +
                            std::to_string(change.generation));
    if (!header.origin.empty())
        line("branch of", header.origin);
    line("program", header.program);
    line("runtime", header.runtime);
    return exitDone;
}

Result<int> verifyFile(const FileOptions& options)
{
    const auto file = RunFile::open(options.file);
    if (!file)
        return tl::unexpected(file.error());
    const RunHeader& header = (*file)->header();
    const auto classifier = openSameClassifier(header.model, header.spec.model, options.device);
    if (!classifier)
        return tl::unexpected(classifier.error());
    const auto run = reopen(**file, *classifier);
    if (!run)
        return tl::unexpected(run.error());
    const auto verified = verify(**run);
    if (!verified)
        return tl::unexpected(verified.error());
    const bool sameLibraries = differenceOf(header, **classifier).empty();
    const bool good = verified->wrong.empty() && (!sameLibraries || verified->close == 0);
    if (options.json)
        printJson({{"file", options.file},
                   {"champions", verified->champions()},
                   {"equal", verified->equal},
                   {"close", verified->close},
                   {"wrong", verified->wrong},
                   {"same_libraries", sameLibraries},
                   {"verified", good}});
    else
        print(options.file + ": of " + std::to_string(verified->champions()) + " champions " +
              std::to_string(verified->equal) + " score the same to the last bit, " +
              std::to_string(verified->close) + " within 1e-4, " +
              std::to_string(verified->wrong.size()) + " otherwise" +
              (sameLibraries ? "" : "; other libraries or another processor scored them first"));
    if (!good)
        return failure(
            options.file,
            std::to_string(verified->wrong.size() + (sameLibraries ? verified->close : 0)) +
                " of its champions do not score what it says",
            "do not believe it; run its spec again");
    return exitDone;
}

void addVerb(CLI::App& app, Action& action, const char* name, const char* help,
             Result<int> (*act)(const FileOptions&))
{
    const auto options = std::make_shared<FileOptions>();
    CLI::App* verb = app.add_subcommand(name, help);
    verb->add_option("file", options->file, "A run file (.pareidolia)")->required();
    if (act == verifyFile)
        verb->add_option("--device", options->device, "Where the network runs: a torch device");
    verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    verb->callback([options, act, &action] { action = [=] { return act(*options); }; });
}

} // namespace

void addRunFileCommands(CLI::App& app, Action& action)
{
    addVerb(app, action, "info", "What a run file holds", info);
    addVerb(app, action, "verify", "Paint and score every champion of a run file once more",
            verifyFile);
}

} // namespace pareidolia::cli
