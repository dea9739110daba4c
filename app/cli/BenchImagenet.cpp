// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BenchReport.h"
#include "app/cli/NaiveProcess.h"
#include "core/base/ReturnError.h"
#include "core/benchmark/NetworkRatios.h"
#include "core/benchmark/Ratios.h"
#include "core/models/ModelLibrary.h"
#include "core/run/Presets.h"
#include "core/torch/MachineLimit.h"

#include <chrono>
#include <utility>

namespace pareidolia::cli {

namespace {

constexpr int rounds = 3;

/// The preset `imagenet-cppn`, for so many generations after the initial one.
Result<RunSpec> shortRun(const std::string& model, std::uint32_t generations)
{
    auto spec = Presets::standard().load("imagenet-cppn");
    if (spec) {
        spec->model = model;
        spec->limits = {.generations = generations};
    }
    return spec;
}

/// A thousand classes, and nothing that is not the program's own: the peak of memory is read before
/// anything else is loaded to measure against.
Result<void> benchMemory(const Subject& subject, int threads, BenchReport& report)
{
    RETURN_IF_ERROR(measureRun(subject, threads));
    report.add("imagenet.peak_resident_megabytes", peakResidentMegabytes());
    return {};
}

Result<void> benchRuns(const Subject& subject, const BareForward& forward, int threads,
                       BenchReport& report)
{
    ASSIGN_OR_RETURN(const auto pipeline, pipelineOverForward(subject, forward, threads, rounds));
    report.add("imagenet.pipeline_over_forward", pipeline.ratio);
    report.add("imagenet.pipeline_per_second", pipeline.pipelineRate);
    report.add("imagenet.forward_per_second", pipeline.forwardRate);
    report.add("imagenet.page_faults_per_picture", pipeline.pageFaultsPerPicture);
    RunSpec once = subject.spec;
    once.limits = {.generations = 1};
    ASSIGN_OR_RETURN(const auto share, bookkeepingShare({std::move(once), subject.classifier}));
    report.add("imagenet.bookkeeping_share", share);
    return {};
}

Result<void> benchNetwork(const Subject& subject, const BareForward& forward, const ModelFile& file,
                          int threads, BenchReport& report)
{
    {
        NaiveProcess naive(subject.spec.model);
        RETURN_IF_ERROR(naive.picturesPerSecond(0));
        const auto tuned =
            tunedOver([&naive](double seconds) { return naive.picturesPerSecond(seconds); },
                      forward, threads, rounds);
        if (!tuned)
            return tl::unexpected(tuned.error());
        report.add("imagenet.tuned_over_naive", *tuned);
    }
    ASSIGN_OR_RETURN(const auto cost, multiplyAddsOf(file));
    const SgemmRatio sgemm = forwardOverSgemm(forward, cost, threads, rounds);
    report.add("imagenet.forward_over_sgemm", sgemm.ratio);
    report.add("imagenet.million_multiply_adds_per_picture", cost / 1e6);
    report.add("sgemm.gigaflops", 2 * sgemm.sgemmRate / 1e9);
    if (!subject.classifier->hasGradient())
        return {};
    ASSIGN_OR_RETURN(const auto gradient,
                     gradientOverForward(*subject.classifier, forward, threads, rounds));
    report.add("imagenet.gradient_over_forward", gradient);
    return {};
}

} // namespace

Result<void> benchImagenet(const std::string& model, int threads, BenchReport& report)
{
    const auto file = ModelLibrary::standard().open(model);
    if (!file) {
        tell("the ImageNet figures are left out: " + file.error().sentence());
        return {};
    }
    tell("measuring " + file->info().name + " …");
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    ASSIGN_OR_RETURN(auto spec, shortRun(model, 2));
    ASSIGN_OR_RETURN(const auto subject, loadSubject(std::move(spec)));
    report.add("imagenet.load_seconds",
               std::chrono::duration<double>(Clock::now() - start).count());
    RETURN_IF_ERROR(benchMemory(subject, threads, report));
    ASSIGN_OR_RETURN(const auto forward, loadForward(model));
    RETURN_IF_ERROR(benchRuns(subject, forward, threads, report));
    return benchNetwork(subject, forward, *file, threads, report);
}

} // namespace pareidolia::cli
