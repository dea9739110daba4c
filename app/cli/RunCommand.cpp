// SPDX-License-Identifier: GPL-3.0-or-later
// `run` and `resume`: a run from its beginning, or from a run file.
#include "app/cli/Progress.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Shared.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/base/SpokenConfidence.h"
#include "core/loading/Loader.h"
#include "core/run/Engine.h"
#include "core/run/ParameterTable.h"
#include "core/run/RunReport.h"
#include "core/runfile/Reopening.h"
#include "core/runfile/RunRecorder.h"
#include "ui/drawing/ExportFolder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace pareidolia::cli {

namespace {

constexpr auto signalCheckInterval = std::chrono::milliseconds(50);
constexpr int mostTries = 3; ///< to write the last of a run

/// The share of the way to the nearest limit; nothing if no limit tells it.
std::optional<double> shareDone(const Limits& limits, const RunNews& news)
{
    std::optional<double> share;
    const auto consider = [&](double done, double whole) {
        if (whole > 0)
            share = std::max(share.value_or(0), std::min(done / whole, 1.0));
    };
    if (limits.seconds)
        consider(news.seconds, *limits.seconds);
    if (news.latest && limits.generations)
        consider(news.latest->generation, *limits.generations);
    if (news.latest && limits.evaluations)
        consider(static_cast<double>(news.latest->evaluations),
                 static_cast<double>(*limits.evaluations));
    return share;
}

std::string progressText(const RunNews& news)
{
    if (!news.latest)
        return "the first generation is being computed";
    const CurvePoint& at = *news.latest;
    const double rate = static_cast<double>(at.evaluations) / std::max(news.seconds, 1e-3);
    return "generation " + std::to_string(at.generation) + ", " +
           std::to_string(std::llround(rate)) + " pictures/s, median " +
           spokenMedian(at.statistics);
}

/// Shows progress until the run has ended or the user interrupts it.
void watch(RunFeed& feed, const Limits& limits)
{
    Progress progress;
    bool waits = false;
    while (!interrupted()) {
        feed.wait(signalCheckInterval);
        const RunNews news = feed.take();
        for (const std::string& remark : news.remarks)
            progress.say(remark);
        if (news.lifecycle.over())
            return;
        if (std::exchange(waits, news.obstacle.has_value()) != news.obstacle.has_value())
            progress.say(news.obstacle ? news.obstacle->error.sentence() +
                                             "; the run waits until it can continue"
                                       : "The run continues.");
        progress.show(shareDone(limits, news), news.seconds,
                      waits ? "waiting: " + news.obstacle->error.why : progressText(news));
    }
}

void printResult(const Run& run)
{
    const Lifecycle& life = run.lifecycle();
    const ModelInfo& model = run.classifier().info();
    const std::string name = run.spec().name.empty() ? run.spec().search : run.spec().name;
    const auto generation = run.generation();
    print(name + " on " + model.name + ", seed " + std::to_string(run.spec().settings.seed) + ": " +
          (generation ? "generation " + std::to_string(*generation) : "no complete generation") +
          ", " + std::to_string(run.evaluations()) + " pictures in " +
          spokenDuration(run.seconds()) + " (" +
          (life.reason.empty() ? std::string(wordOf(life.state)) : life.reason) + ")");

    const Archive& archive = run.search().archive();
    constexpr std::size_t mostLines = 40;
    for (std::size_t i = 0; i < std::min(archive.filled().size(), mostLines); ++i) {
        const std::size_t index = archive.filled()[i];
        const Champion& champion = *archive.champion(index);
        print("  " + std::to_string(index) + " " + model.labels[index] + ": " +
              spokenConfidence(champion.confidence, champion.logOdds));
    }
    if (archive.filled().size() > mostLines)
        print("  … and " + std::to_string(archive.filled().size() - mostLines) + " more classes");
    const Statistics statistics = run.statistics();
    print("median " + spokenMedian(statistics) + ", lowest " + spokenMin(statistics));
    if (run.screening().any())
        print(screeningText(run.screening(), run.spec().settings.screening.margin));
}

/// A run, from its beginning or from a run file, that is computed until its first limit is met.
struct RunJob
{
    std::unique_ptr<Run> run;
    std::shared_ptr<RunRecorder> recorder; ///< null: the run is not saved
    std::string file;                      ///< the run file of the recorder
    int threads = 1;
    std::optional<ExportFolder> folder;
    bool resumed = false;
    bool json = false;
};

/// Writes the rest of the run into its file; all of it into a new one where that cannot be.
Result<void> recorded(const RunJob& job)
{
    if (!job.recorder)
        return {};
    auto flushed = job.recorder->flush();
    for (int tries = 1; !flushed && tries < mostTries; ++tries) // a lock may be gone by now
        flushed = job.recorder->flush();
    if (!flushed) {
        const auto elsewhere = unusedName(job.file, 1);
        if (job.recorder->moveTo(elsewhere)) {
            flushed = {};
            tell("The run was saved as " + elsewhere.string() + ".");
        }
    }
    for (const std::string& remark : job.recorder->takeRemarks())
        tell(remark);
    return flushed;
}

/// Shows progress, prints the result, and gives the exit code. Blocks until then.
Result<int> runToTheEnd(RunJob job)
{
    rememberInterrupts();
    Engine engine(job.threads);
    const auto before = job.run->generation();
    const bool wasOver = job.run->lifecycle().over();
    std::optional<Error> failed;
    // If the run has ended and its limits are met, its result is only printed again.
    if (!wasOver || !job.run->endReached(job.run->seconds())) {
        const Limits limits = job.run->spec().limits;
        if (!limits.any() && !job.run->search().kind().endsByItself)
            tell("This run has no limit; Ctrl-C ends it and keeps every complete generation.");
        const RunId id = engine.open(std::move(job.run), job.recorder);
        if (wasOver)
            engine.goOn(id);
        else
            engine.start(id);
        const auto feed = engine.feed(id);
        watch(*feed, limits);
        job.run = engine.close(id);
        failed = feed->take().error; // it may have failed while it was closed
    }
    const Run& run = *job.run;
    const Lifecycle& life = run.lifecycle();
    const Result<void> saved = recorded(job);
    if (failed)
        return tl::unexpected(*failed);

    const RunCircumstances circumstances{run.seconds(), job.threads};
    if (job.folder && run.generation())
        RETURN_IF_ERROR(job.folder->write(run.snapshot(), circumstances));

    if (job.json) {
        auto result = runResult(run.snapshot(), circumstances);
        if (!life.over())
            result["ended"] = "interrupted";
        if (job.resumed)
            result["resumed_from_generation"] =
                before ? nlohmann::ordered_json(*before) : nlohmann::ordered_json();
        printJson(result);
    } else {
        printResult(run);
        if (job.folder && run.generation())
            print("Pictures, contact sheet and curves: " + job.folder->path().string());
    }
    RETURN_IF_ERROR(saved);
    return life.over() ? exitDone : exitInterrupted;
}

/// A file for a run that has not begun; null without a path.
Result<std::shared_ptr<RunRecorder>> recorderFor(const Run& run, const std::string& path)
{
    if (path.empty())
        return nullptr;
    RunHeader header = headerOf(run);
    std::error_code ignored;
    if (std::filesystem::exists(header.spec.model, ignored)) // it is found from any folder
        header.spec.model = std::filesystem::absolute(header.spec.model).string();
    ASSIGN_OR_RETURN(auto file, RunFileWriter::create(path, header));
    return std::make_shared<RunRecorder>(std::move(file), run);
}

Result<std::optional<ExportFolder>> folderFor(const RunOptions& options)
{
    if (options.exportFolder.empty())
        return std::nullopt;
    return ExportFolder::prepare(options.exportFolder);
}

Result<int> runSearch(const RunOptions& options)
{
    ASSIGN_OR_RETURN(const auto spec, specOf(options));
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(auto folder, folderFor(options));
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(spec.model, options.device));
    ASSIGN_OR_RETURN(auto run, Run::create(spec, classifier));
    RETURN_IF_ERROR(run->checkScreening());
    ASSIGN_OR_RETURN(auto recorder, recorderFor(*run, options.save));
    return runToTheEnd({.run = std::move(run),
                        .recorder = std::move(recorder),
                        .file = options.save,
                        .threads = threads,
                        .folder = std::move(folder),
                        .json = options.json});
}

struct ResumeOptions : RunOptions
{
    std::string file;
};

/// The limits of the command line, which replace all limits of the run; without any, the run's.
Result<Limits> limitsOf(const RunOptions& options, const RunSpec& spec)
{
    if (options.values.empty())
        return spec.limits;
    RunSpec limited = spec;
    limited.limits = {};
    for (const auto& [key, value] : options.values)
        RETURN_IF_ERROR(setParameterFromText(limited, key, value));
    return limited.limits;
}

Result<int> resume(const ResumeOptions& options)
{
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(auto writer, RunFileWriter::open(options.file)); // first: locks the file
    ASSIGN_OR_RETURN(auto file, RunFile::open(options.file));
    const RunHeader header = file->header();
    ASSIGN_OR_RETURN(const auto classifier,
                     openSameClassifier(header.model, header.spec.model, options.device));
    if (const std::string difference = differenceOf(header, *classifier); !difference.empty())
        tell(difference);
    ASSIGN_OR_RETURN(auto run, reopen(*file, classifier));
    RETURN_IF_ERROR(run->checkScreening());
    ASSIGN_OR_RETURN(const auto limits, limitsOf(options, run->spec()));
    ASSIGN_OR_RETURN(auto folder, folderFor(options));

    file.reset(); // while it is open, the writer cannot merge its companion files into it
    auto recorder = std::make_shared<RunRecorder>(std::move(writer), *run);
    if (run->spec().limits != limits) {
        run->setLimits(limits);
        recorder->changed(*run);
    }
    return runToTheEnd({.run = std::move(run),
                        .recorder = std::move(recorder),
                        .file = options.file,
                        .threads = threads,
                        .folder = std::move(folder),
                        .resumed = true,
                        .json = options.json});
}

} // namespace

void addRunCommands(CLI::App& app, Action& action)
{
    const auto [running, runOptions] = addVerb(
        app, action, "run", "Search for pictures until the first of the limits is met", runSearch);
    addRunOptions(*running, *runOptions);
    const auto [resuming, resumeOptions] = addVerb(
        app, action, "resume", "Continue a saved run exactly as if it had never stopped", resume);
    resuming->add_option("file", resumeOptions->file, "A run file (.pareidolia)")->required();
    addLimitOptions(*resuming, *resumeOptions);
    addExportOption(*resuming, *resumeOptions);
}

} // namespace pareidolia::cli
