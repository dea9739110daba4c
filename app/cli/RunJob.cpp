// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunJob.h"

#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/SpokenConfidence.h"
#include "core/run/Engine.h"
#include "core/run/RunReport.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia::cli {

namespace {

constexpr auto signalCheckInterval = std::chrono::milliseconds(50);

std::string rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", value);
    return text;
}

/// How much of the way to the nearest limit is behind us; nothing if no limit tells.
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
        return "first generation under way";
    const CurvePoint& at = *news.latest;
    const double rate = static_cast<double>(at.evaluations) / std::max(news.seconds, 1e-3);
    return "generation " + std::to_string(at.generation) + ", " + rounded(rate) +
           " pictures/s, median " + spokenMedian(at.statistics);
}

/// Shows progress until the run is over or the user interrupts; returns the last news.
RunNews watch(Engine& engine, RunId id, const RunSpec& spec)
{
    Progress progress;
    const auto feed = engine.feed(id);
    if (!spec.limits.any() && spec.search != "gradient-ascent")
        progress.say("This run has no limit; Ctrl-C ends it and keeps what is finished.");
    for (;;) {
        feed->wait(signalCheckInterval);
        const RunNews news = feed->take();
        for (const std::string& remark : news.remarks)
            progress.say(remark);
        if (news.state == RunState::Finished || news.state == RunState::Failed || interrupted())
            return news;
        progress.show(shareDone(spec.limits, news), news.seconds, progressText(news));
    }
}

void printResult(const Run& run, const RunCircumstances& circumstances)
{
    const ModelInfo& model = run.classifier().info();
    const std::string name = run.spec().name.empty() ? run.spec().search : run.spec().name;
    const auto generation = run.generation();
    print(name + " on " + model.name + ", seed " + std::to_string(run.spec().settings.seed) + ": " +
          (generation ? "generation " + std::to_string(*generation) : "no whole generation") +
          ", " + std::to_string(run.evaluations()) + " pictures in " +
          spokenDuration(circumstances.seconds) + " (" + circumstances.ending + ")");

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
    print("median " + spokenMedian(statistics) + ", weakest " + spokenMin(statistics));
}

} // namespace

Result<int> runToTheEnd(RunJob job)
{
    rememberInterrupts();
    Engine engine(job.threads);
    const RunSpec spec = job.run->spec();
    const auto before = job.run->generation();
    const auto over = job.run->ending(job.seconds); // a run that was reopened may be
    const RunId id = engine.open(std::move(job.run), job.seconds, job.recorder);
    RunNews last;
    if (over) {
        last = {.state = RunState::Finished, .ending = *over, .seconds = job.seconds};
    } else {
        engine.start(id);
        last = watch(engine, id, spec);
    }
    const std::unique_ptr<Run> run = engine.close(id);
    const Result<void> saved = job.recorder ? job.recorder->flush() : Result<void>();
    if (last.error)
        return tl::unexpected(*last.error);

    const bool wasInterrupted = last.state == RunState::Running;
    const RunCircumstances circumstances{last.seconds, job.threads,
                                         wasInterrupted ? "interrupted" : last.ending};
    if (job.folder && run->generation())
        if (const auto written = job.folder->write(run->snapshot(), circumstances); !written)
            return tl::unexpected(written.error());

    if (job.json) {
        auto result = runResult(run->snapshot(), circumstances);
        if (job.resumed)
            result["resumed_from_generation"] =
                before ? nlohmann::ordered_json(*before) : nlohmann::ordered_json();
        printJson(result);
    } else {
        printResult(*run, circumstances);
    }
    if (job.folder && run->generation() && !job.json)
        print("Pictures, contact sheet and curves: " + job.folder->path().string());
    if (!saved)
        return tl::unexpected(saved.error());
    return wasInterrupted ? exitInterrupted : exitDone;
}

} // namespace pareidolia::cli
