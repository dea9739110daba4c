// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchReport.h"
#include "core/base/ReturnError.h"
#include "core/benchmark/Ratios.h"
#include "core/benchmark/RecordingCost.h"
#include "core/benchmark/RendererSpeed.h"
#include "core/run/Presets.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>

namespace pareidolia::cli {

namespace {

constexpr int rounds = 3;
constexpr double rendererSeconds = 0.5;

struct BenchOptions
{
    std::string model = "efficientnet-lite0";
    std::string threads;
    bool json = false;
};

/// Long enough for a ratio: two seconds of a laptop.
constexpr std::uint32_t generations = 60;

Result<void> measure(const std::string& preset, const std::string& name, int threads,
                     BenchReport& report)
{
    ASSIGN_OR_RETURN(auto spec, Presets::standard().load(preset));
    spec.limits = {.generations = generations};
    ASSIGN_OR_RETURN(const auto forward, loadForward(spec.model));
    ASSIGN_OR_RETURN(const auto subject, loadSubject(std::move(spec)));

    tell("measuring " + preset + " …");
    ASSIGN_OR_RETURN(const auto pipeline, pipelineOverForward(subject, forward, threads, rounds));
    report.add(name + ".pipeline_over_forward", pipeline.ratio);
    report.add(name + ".pipeline_per_second", pipeline.pipelineRate);
    report.add(name + ".forward_per_second", pipeline.forwardRate);
    if (threads > 1) {
        ASSIGN_OR_RETURN(const auto speedup, workersOverOne(subject, 2, rounds));
        report.add(name + ".two_workers_over_one", speedup);
    }
    ASSIGN_OR_RETURN(const auto share, bookkeepingShare(subject));
    report.add(name + ".bookkeeping_share", share);
    ASSIGN_OR_RETURN(const auto recording, recordingCost(subject, threads, rounds));
    report.add(name + ".recording_share", recording.handingOverShare);
    report.add(name + ".recorded_over_unrecorded", recording.speedRatio);
    report.add(name + ".file_bytes_per_picture", recording.bytesPerPicture);
    return {};
}

Result<int> bench(const BenchOptions& options)
{
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    BenchReport report(options.json);
    report.add("cppn.node_pixels_per_second", nodePixelsPerSecond({224, 224, 3}, rendererSeconds));
    report.add("cppn.node_pixels_per_second_28", nodePixelsPerSecond({28, 28, 1}, rendererSeconds));
    for (const auto& [preset, name] :
         {std::pair{"mnist-direct", "mnist"}, std::pair{"mnist-cppn", "mnist_cppn"}})
        RETURN_IF_ERROR(measure(preset, name, threads, report));
    RETURN_IF_ERROR(benchImagenet(options.model, threads, report));
    report.finish();
    return exitDone;
}

} // namespace

void BenchReport::add(const std::string& name, double value)
{
    m_values[name] = std::round(value * 1000) / 1000;
    if (m_json)
        return;
    char number[32];
    std::snprintf(number, sizeof number, "%16.3f  ", value);
    print(number + name);
    std::fflush(stdout); // it may go to a file that somebody watches
}

void BenchReport::finish() const
{
    if (m_json)
        printJson(m_values);
}

void addBenchCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<BenchOptions>();
    CLI::App* verb = app.add_subcommand(
        "bench", "Measure the speed of whole runs relative to the bare network, in this process");
    verb->add_option("--model", options->model,
                     "The network for the ImageNet figures: a name or a .pt file");
    verb->add_option("--threads", options->threads, "Workers");
    verb->add_flag("--json", options->json, "Print the ratios as one line of JSON");
    verb->callback([options, &action] { action = [options] { return bench(*options); }; });
}

} // namespace pareidolia::cli
