// SPDX-License-Identifier: GPL-3.0-or-later
// The ratios that `pareidolia-cli bench` prints, and what single parts cost, by google-benchmark.
// One round a ratio: `--benchmark_repetitions=5` tells how far they can be trusted.
#include "core/benchmark/Ratios.h"
#include "core/encoding/Encoding.h"
#include "core/run/Presets.h"
#include "core/torch/Runtime.h"

#include <benchmark/benchmark.h>
#include <string>

namespace {

using namespace pareidolia;

constexpr int workers = 2;

/// Everything about one preset as counters named `name.…`.
void ratios(benchmark::State& state, const std::string& preset, const std::string& name)
{
    const auto spec = Presets::standard().load(preset);
    if (!spec)
        return state.SkipWithError(spec.error().sentence().c_str());
    const auto loaded = loadSubject(*spec);
    const auto forward = loadForward(spec->model);
    if (!loaded || !forward)
        return state.SkipWithError("the network could not be loaded");
    for ([[maybe_unused]] auto _ : state) {
        const auto pipeline = pipelineOverForward(*loaded, *forward, workers, 1);
        const auto speedup = workersOverOne(*loaded, workers, 1);
        const auto share = bookkeepingShare(*loaded);
        if (!pipeline || !speedup || !share)
            return state.SkipWithError("a run failed");
        state.counters[name + ".pipeline_over_forward"] = pipeline->ratio;
        state.counters[name + ".two_workers_over_one"] = *speedup;
        state.counters[name + ".bookkeeping_share"] = *share;
    }
}

/// Pictures a second from a genome that has mutated for some generations.
void render(benchmark::State& state, const std::string& encodingName, ImageShape shape)
{
    const auto encoding = makeEncoding(encodingName, {.shape = shape});
    constexpr std::uint32_t generations = 30;
    Stream initial(1, 0, 0, Purpose::InitialGenome);
    GenomePointer genome = encoding->random(initial);
    for (std::uint32_t generation = 1; generation <= generations; ++generation) {
        Stream stream(1, generation, 0, Purpose::Mutation);
        genome = encoding->mutated(*genome, {}, generation, stream);
    }
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(encoding->render(*genome));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(ratios, mnist_direct, "mnist-direct", "mnist")
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(ratios, mnist_cppn, "mnist-cppn", "mnist_cppn")
    ->Unit(benchmark::kSecond)
    ->Iterations(1);
BENCHMARK_CAPTURE(render, direct_28_grey, "direct", ImageShape{28, 28, 1});
BENCHMARK_CAPTURE(render, cppn_28_grey, "cppn", ImageShape{28, 28, 1});
BENCHMARK_CAPTURE(render, cppn_224_colour, "cppn", ImageShape{224, 224, 3});

} // namespace

int main(int argc, char** argv)
{
    pareidolia::prepareProcess();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
