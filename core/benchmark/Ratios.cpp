// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/Ratios.h"

#include "core/base/Quantile.h"
#include "core/models/ModelLibrary.h"
#include "core/run/Engine.h"
#include "core/run/GenerationWork.h"
#include "core/run/Presets.h"
#include "core/torch/TorchClassifier.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace pareidolia {

namespace {

using Clock = std::chrono::steady_clock;

double secondsBetween(Clock::time_point start, Clock::time_point end)
{
    return std::chrono::duration<double>(end - start).count();
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return quantile(std::span<const double>(values), 0.5);
}

/// Pictures a second of one whole run.
Result<double> runRate(const Benchmarked& subject, int threads)
{
    auto run = Run::create(subject.spec, subject.classifier);
    if (!run)
        return tl::unexpected(run.error());
    Engine engine(threads);
    const RunId id = engine.open(std::move(*run));
    const auto feed = engine.feed(id);
    engine.start(id);
    RunNews news;
    while (news.state != RunState::Finished && news.state != RunState::Failed) {
        feed->wait(std::chrono::milliseconds(100));
        news = feed->take();
    }
    if (news.error)
        return tl::unexpected(*news.error);
    return static_cast<double>(news.latest->evaluations) / news.seconds;
}

constexpr double forwardSeconds = 1;

} // namespace

Result<Benchmarked> loadBenchmarked(const std::string& preset)
{
    auto spec = Presets::standard().load(preset);
    if (!spec)
        return tl::unexpected(spec.error());
    const auto file = ModelLibrary::standard().open(spec->model);
    if (!file)
        return tl::unexpected(file.error());
    auto classifier = loadTorchClassifier(*file);
    if (!classifier)
        return tl::unexpected(classifier.error());
    auto forward = BareForward::load(*file);
    if (!forward)
        return tl::unexpected(forward.error());
    return Benchmarked{std::move(*spec), std::move(*classifier), std::move(*forward)};
}

Result<PipelineRatio> pipelineOverForward(const Benchmarked& subject, int threads, int rounds)
{
    std::vector<double> pipeline, forward, ratios;
    subject.forward->picturesPerSecond(threads, forwardSeconds); // warm caches are not measured
    for (int round = 0; round < rounds; ++round) {
        const double before = subject.forward->picturesPerSecond(threads, forwardSeconds);
        const auto rate = runRate(subject, threads);
        if (!rate)
            return tl::unexpected(rate.error());
        const double after = subject.forward->picturesPerSecond(threads, forwardSeconds);
        pipeline.push_back(*rate);
        forward.push_back((before + after) / 2);
        ratios.push_back(pipeline.back() / forward.back());
    }
    return PipelineRatio{medianOf(pipeline), medianOf(forward), medianOf(ratios)};
}

Result<double> workersOverOne(const Benchmarked& subject, int threads, int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const auto one = runRate(subject, 1);
        const auto many = runRate(subject, threads);
        if (!one || !many)
            return tl::unexpected(one ? many.error() : one.error());
        ratios.push_back(*many / *one);
    }
    return medianOf(ratios);
}

Result<double> bookkeepingShare(const Benchmarked& subject)
{
    const auto run = Run::create(subject.spec, subject.classifier);
    if (!run)
        return tl::unexpected(run.error());
    double bookkeeping = 0, whole = 0;
    while (!(*run)->ending(whole)) {
        const auto start = Clock::now();
        GenerationWork work((*run)->begin(), (*run)->search(), (*run)->classifier());
        const auto begun = Clock::now();
        for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
            if (const auto done = work.work(chunk); !done)
                return tl::unexpected(done.error());
        const auto worked = Clock::now();
        if (const auto news = (*run)->end(work.children(), work.scores()); !news)
            return tl::unexpected(news.error());
        const auto end = Clock::now();
        bookkeeping += secondsBetween(start, begun) + secondsBetween(worked, end);
        whole += secondsBetween(start, end);
    }
    return bookkeeping / whole;
}

} // namespace pareidolia
