// SPDX-License-Identifier: GPL-3.0-or-later
// `bench`, and the hidden verb of its second process.
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/benchmark/NetworkRatios.h"
#include "core/benchmark/Ratios.h"
#include "core/benchmark/RecordingCost.h"
#include "core/benchmark/RendererSpeed.h"
#include "core/models/ModelLibrary.h"
#include "core/run/Presets.h"
#include "core/torch/BareForward.h"
#include "core/torch/MachineLimit.h"

#include <QProcess>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
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

/// Enough for a ratio: two seconds on a laptop.
constexpr std::uint32_t generations = 60;

/// Prints each figure as soon as it is measured, and keeps it for the JSON.
class BenchReport
{
public:
    explicit BenchReport(bool json) : m_json(json) {}

    void add(const std::string& name, double value)
    {
        m_values[name] = std::round(value * 1000) / 1000;
        if (m_json)
            return;
        char number[32];
        std::snprintf(number, sizeof number, "%16.3f  ", value);
        print(number + name);
        std::fflush(stdout); // the output may be a file that somebody watches
    }

    const nlohmann::ordered_json& values() const { return m_values; }

private:
    bool m_json;
    nlohmann::ordered_json m_values = nlohmann::ordered_json::object();
};

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

/// The untuned network in a second process of this program: LibTorch's number of threads and the
/// settings of malloc can only be chosen once per process. It only works when asked, so that
/// measurements can alternate.
class NaiveProcess
{
public:
    /// `model`: a name in the library or a path. Settings of malloc are not passed on.
    explicit NaiveProcess(const std::string& model)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString& name : environment.keys())
            if (name.startsWith(QLatin1String("MALLOC_")) ||
                name == QLatin1String("GLIBC_TUNABLES"))
                environment.remove(name);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/proc/self/exe"),
                        {QString::fromLatin1(naiveVerb.data()), QString::fromStdString(model)});
    }

    ~NaiveProcess()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(-1);
    }

    /// Blocks for that time.
    Result<double> picturesPerSecond(double seconds)
    {
        m_process.write(QByteArray::fromStdString(formatReal(seconds) + "\n"));
        while (!m_process.canReadLine() && m_process.waitForReadyRead(-1)) {
        }
        const double rate = m_process.readLine().toDouble();
        if (!(rate > 0))
            return failure("bench", "the process that runs the untuned network gave no figure",
                           "see its output, or free some memory");
        return rate;
    }

private:
    QProcess m_process;
};

struct NaiveOptions
{
    std::string model;
};

/// In the second process: answers each line with a number of seconds by the pictures per second
/// that the network reached in that time.
Result<int> answerLines(const NaiveOptions& options)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(options.model));
    ASSIGN_OR_RETURN(const auto naive, naiveForward(file));
    for (std::string line; std::getline(std::cin, line);) {
        print(formatReal(naive(std::strtod(line.c_str(), nullptr))));
        std::fflush(stdout);
    }
    return exitDone;
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
        const auto other = [&naive](double seconds) { return naive.picturesPerSecond(seconds); };
        ASSIGN_OR_RETURN(const auto tuned, tunedOver(other, forward, threads, rounds));
        report.add("imagenet.tuned_over_naive", tuned);
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

/// All figures of a thousand classes, under `imagenet.…`. If the network cannot be opened, they are
/// left out, and one line says why. Blocks for about a minute.
Result<void> benchImagenet(const std::string& model, int threads, BenchReport& report)
{
    const auto file = ModelLibrary::standard().open(model);
    if (!file) {
        tell("no figures for ImageNet: " + file.error().sentence());
        return {};
    }
    tell("measuring " + file->info().name + " …");
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    ASSIGN_OR_RETURN(auto spec, Presets::standard().load("imagenet-cppn"));
    spec.model = model;
    spec.limits = {.generations = 2};
    ASSIGN_OR_RETURN(const auto subject, loadSubject(std::move(spec)));
    report.add("imagenet.load_seconds",
               std::chrono::duration<double>(Clock::now() - start).count());
    // The peak of memory is read before anything is loaded that only serves to compare.
    RETURN_IF_ERROR(measureRun(subject, threads));
    report.add("imagenet.peak_resident_megabytes", peakResidentMegabytes());
    ASSIGN_OR_RETURN(const auto forward, loadForward(model));
    RETURN_IF_ERROR(benchRuns(subject, forward, threads, report));
    return benchNetwork(subject, forward, *file, threads, report);
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
    if (options.json)
        printJson(report.values());
    return exitDone;
}

} // namespace

void addBenchCommands(CLI::App& app, Action& action)
{
    const auto [verb, options] =
        addVerb(app, action, "bench",
                "Measure the speed of whole runs relative to the bare network", bench);
    verb->add_option("--model", options->model,
                     "The network for the ImageNet figures: a name or a .pt file");
    verb->add_option("--threads", options->threads, "Worker threads");
    const auto [naive, naiveOptions] =
        addVerb(app, action, std::string(naiveVerb), "Used by `bench`", answerLines);
    naive->group(""); // no part of the help
    naive->add_option("model", naiveOptions->model)->required();
}

} // namespace pareidolia::cli
