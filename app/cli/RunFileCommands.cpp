// SPDX-License-Identifier: GPL-3.0-or-later
// `info` and `verify`: the contents of a run file, and whether its champions score as stored.
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/loading/Loader.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/Verification.h"

#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct InfoOptions
{
    std::string file;
    bool json = false;
};

struct VerifyOptions : InfoOptions
{
    std::string device = "cpu";
};

Result<int> info(const InfoOptions& options)
{
    ASSIGN_OR_RETURN(const auto file, RunFile::open(options.file));
    const RunHeader& header = file->header();
    ASSIGN_OR_RETURN(const auto run, reopen(*file, std::make_shared<AbsentClassifier>(header)));
    RunSnapshot snapshot = run->snapshot();
    snapshot.lifecycle = file->lifecycle();
    const SettingsLog& settings = snapshot.settings;
    const Lifecycle& life = snapshot.lifecycle;
    if (options.json) {
        auto result = runResult(snapshot, {.seconds = file->seconds()});
        result.erase("threads"); // no part of a run
        if (life.state == RunState::Running)
            result.erase("seconds"); // more have passed since
        result["interrupted"] = life.interrupted;
        result["seed"] = snapshot.spec().settings.seed; // of the next generation, as in "spec"
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
    const std::string why = life.interrupted       ? ": interrupted"
                            : !life.reason.empty() ? ": " + life.reason
                                                   : "";
    print(options.file + ": " + header.spec.name + " on " + header.model.name + ", seed " +
          std::to_string(snapshot.spec().settings.seed));
    line("state", std::string(wordOf(life.state)) + why);
    line("generation", snapshot.generation ? std::to_string(*snapshot.generation) : "none yet");
    line("evaluations", std::to_string(snapshot.evaluations));
    line("median", spokenMedian(snapshot.statistics));
    line("lowest", spokenMin(snapshot.statistics));
    line("takeovers", std::to_string(snapshot.improvements.size()));
    for (const ChangeRecord& change : settings.changes())
        line("change", change.key + " = " + change.value + " from generation " +
                           std::to_string(change.generation) + " on");
    for (const ChangeRecord& change : settings.waiting())
        line("waiting", change.key + " = " + change.value + " for generation " +
                            std::to_string(change.generation));
    if (!header.origin.empty())
        line("branch of", header.origin);
    line("program", header.program);
    line("runtime", header.runtime);
    return exitDone;
}

Result<int> verifyFile(const VerifyOptions& options)
{
    ASSIGN_OR_RETURN(const auto file, RunFile::open(options.file));
    const RunHeader& header = file->header();
    ASSIGN_OR_RETURN(const auto classifier,
                     openSameClassifier(header.model, header.spec.model, options.device));
    ASSIGN_OR_RETURN(const auto run, reopen(*file, classifier));
    ASSIGN_OR_RETURN(const auto verified, verify(*run));
    const bool sameLibraries = differenceOf(header, *classifier).empty();
    const std::size_t bad = verified.wrong.size() + (sameLibraries ? verified.close : 0);
    if (options.json)
        printJson({{"file", options.file},
                   {"champions", verified.champions()},
                   {"equal", verified.equal},
                   {"close", verified.close},
                   {"wrong", verified.wrong},
                   {"same_libraries", sameLibraries},
                   {"verified", bad == 0}});
    else
        print(options.file + ": of " + std::to_string(verified.champions()) + " champions, " +
              std::to_string(verified.equal) + " score the same to the last bit, " +
              std::to_string(verified.close) + " within 1e-4, " +
              std::to_string(verified.wrong.size()) + " differently" +
              (sameLibraries ? "" : "; the run used other libraries or another processor"));
    if (bad > 0)
        return failure(options.file,
                       std::to_string(bad) + " of its champions do not have the stored confidences",
                       "do not use its results; run its spec again");
    return exitDone;
}

} // namespace

void addRunFileCommands(CLI::App& app, Action& action)
{
    const auto [telling, infoOptions] =
        addVerb(app, action, "info", "Print what a run file holds", info);
    telling->add_option("file", infoOptions->file, "A run file (.pareidolia)")->required();
    const auto [verifying, verifyOptions] = addVerb(
        app, action, "verify", "Paint and score every champion of a run file again", verifyFile);
    verifying->add_option("file", verifyOptions->file, "A run file (.pareidolia)")->required();
    verifying->add_option("--device", verifyOptions->device,
                          "The torch device that runs the network");
}

} // namespace pareidolia::cli
