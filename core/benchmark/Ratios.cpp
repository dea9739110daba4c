// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/Ratios.h"

#include "core/base/ReturnError.h"
#include "core/benchmark/Median.h"
#include "core/loading/Loader.h"
#include "core/models/ModelLibrary.h"
#include "core/openvino/OpenVinoClassifier.h"
#include "core/run/Engine.h"
#include "core/run/GenerationWork.h"
#include "core/torch/Rates.h"

#include <chrono>
#include <sys/resource.h>
#include <vector>

namespace pareidolia {

namespace {

using Clock = std::chrono::steady_clock;

double secondsBetween(Clock::time_point start, Clock::time_point end)
{
    return std::chrono::duration<double>(end - start).count();
}

constexpr double forwardSeconds = 1;

/// OpenVINO with nothing around it: numbers that are there, in the micro-batches of the plan.
Result<BareForward> bareOnnxForward(const ModelFile& file)
{
    const ModelInfo& info = file.info();
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(const auto onnx, normalOnnx(file.bytes(), source, info.input));
    ASSIGN_OR_RETURN(auto compiled, OpenVinoNetwork::compile(onnx, formOf(info), source));
    const std::shared_ptr<const OpenVinoNetwork> network = std::move(compiled);
    const auto batch = static_cast<std::size_t>(info.plan.microBatch);
    const auto rate = [=, pixels = info.input.bytes()](double seconds) {
        const std::vector<float> input(batch * pixels, 0.3f);
        std::vector<float> answers(batch * network->numbers());
        return callsPerSecond(seconds, [&] { (void)network->forward(input, answers); }) *
               static_cast<double>(batch);
    };
    return [rate](int threads, double seconds) {
        return rateOfAll(threads, [&] { return rate(seconds); });
    };
}

/// What the system counted about this process so far.
rusage usage()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

/// Pages that were handed to this process without reading a disk: memory taken anew.
std::uint64_t pageFaults()
{
    return static_cast<std::uint64_t>(usage().ru_minflt);
}

} // namespace

Result<MeasuredRun> measureRun(const Subject& subject, int threads, const ListenerFor& listenerFor)
{
    ASSIGN_OR_RETURN(auto run, Run::create(subject.spec, subject.classifier));
    Engine engine(threads);
    auto listener = listenerFor ? listenerFor(*run) : nullptr;
    const RunId id = engine.open(std::move(run), std::move(listener));
    const auto feed = engine.feed(id);
    const std::uint64_t faultsBefore = pageFaults();
    engine.start(id);
    RunNews news;
    while (!news.lifecycle.over()) {
        feed->wait(std::chrono::milliseconds(100));
        news = feed->take();
    }
    if (news.error)
        return tl::unexpected(*news.error);
    const auto pictures = static_cast<double>(news.latest->evaluations);
    return MeasuredRun{.pictures = pictures,
                       .picturesPerSecond = pictures / news.seconds,
                       .pageFaultsPerPicture =
                           static_cast<double>(pageFaults() - faultsBefore) / pictures};
}

Result<Subject> loadSubject(RunSpec spec)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(spec.model));
    ASSIGN_OR_RETURN(auto classifier, loadClassifier(file));
    return Subject{std::move(spec), std::move(classifier)};
}

Result<BareForward> loadForward(const std::string& model)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(model));
    return file.info().runner == Runner::Onnx ? bareOnnxForward(file) : bareForward(file);
}

Result<PipelineRatio> pipelineOverForward(const Subject& subject, const BareForward& bare,
                                          int threads, int rounds)
{
    std::vector<double> pipeline, forward, ratios, faults;
    bare(threads, forwardSeconds); // warm caches are not measured
    for (int round = 0; round < rounds; ++round) {
        const double before = bare(threads, forwardSeconds);
        ASSIGN_OR_RETURN(const auto run, measureRun(subject, threads));
        const double after = bare(threads, forwardSeconds);
        pipeline.push_back(run.picturesPerSecond);
        faults.push_back(run.pageFaultsPerPicture);
        forward.push_back((before + after) / 2);
        ratios.push_back(pipeline.back() / forward.back());
    }
    return PipelineRatio{medianOf(pipeline), medianOf(forward), medianOf(ratios), medianOf(faults)};
}

Result<double> workersOverOne(const Subject& subject, int threads, int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        ASSIGN_OR_RETURN(const auto one, measureRun(subject, 1));
        ASSIGN_OR_RETURN(const auto many, measureRun(subject, threads));
        ratios.push_back(many.picturesPerSecond / one.picturesPerSecond);
    }
    return medianOf(ratios);
}

Result<double> bookkeepingShare(const Subject& subject)
{
    ASSIGN_OR_RETURN(const auto run, Run::create(subject.spec, subject.classifier));
    RunFeed feed;
    double bookkeeping = 0, whole = 0;
    while (!run->endReached(whole)) {
        const auto start = Clock::now();
        GenerationWork work(run->begin(), run->search(), run->classifier());
        const auto begun = Clock::now();
        for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
            RETURN_IF_ERROR(work.work(chunk));
        const auto worked = Clock::now();
        ASSIGN_OR_RETURN(auto news, run->end(work.children(), work.scores(), whole));
        feed.publish(std::move(news));
        feed.take();
        const auto end = Clock::now();
        bookkeeping += secondsBetween(start, begun) + secondsBetween(worked, end);
        whole += secondsBetween(start, end);
    }
    return bookkeeping / whole;
}

double peakResidentMegabytes()
{
    return static_cast<double>(usage().ru_maxrss) * 1024 / 1e6; // the kernel tells kibibytes
}

} // namespace pareidolia
