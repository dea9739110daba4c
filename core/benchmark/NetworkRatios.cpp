// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/NetworkRatios.h"

#include "core/base/ReturnError.h"
#include "core/benchmark/Median.h"
#include "core/torch/MachineLimit.h"
#include "core/torch/SteadyCheck.h"

#include <chrono>
#include <thread>

namespace pareidolia {

namespace {

constexpr double turnSeconds = 1;

/// Gradients a second of one thread; 0 if the network fails.
double gradientRate(const Classifier& classifier)
{
    using Clock = std::chrono::steady_clock;
    const auto width = static_cast<std::size_t>(classifier.info().plan.gradientMicroBatch);
    const auto pixels = noisePixels(classifier.info().input, width);
    std::vector<GradientQuery> queries;
    for (const auto& picture : pixels)
        queries.push_back({.pixels = picture});
    const auto start = Clock::now();
    double gradients = 0, passed = 0;
    do {
        if (!classifier.gradients(queries))
            return 0;
        gradients += static_cast<double>(width);
        passed = std::chrono::duration<double>(Clock::now() - start).count();
    } while (passed < turnSeconds);
    return gradients / passed;
}

double gradientRate(const Classifier& classifier, int threads)
{
    std::vector<double> rates(static_cast<std::size_t>(threads));
    {
        std::vector<std::jthread> workers;
        for (double& rate : rates)
            workers.emplace_back([&classifier, &rate] { rate = gradientRate(classifier); });
    }
    double sum = 0;
    for (const double rate : rates)
        sum += rate;
    return sum;
}

} // namespace

Result<double> tunedOver(const OtherWay& other, const BareForward& tuned, int threads, int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const double before = tuned.picturesPerSecond(threads, turnSeconds);
        ASSIGN_OR_RETURN(const auto rate, other(turnSeconds));
        const double after = tuned.picturesPerSecond(threads, turnSeconds);
        ratios.push_back((before + after) / 2 / rate);
    }
    return medianOf(ratios);
}

SgemmRatio forwardOverSgemm(const BareForward& forward, double multiplyAddsPerPicture, int threads,
                            int rounds)
{
    std::vector<double> ratios, rates;
    for (int round = 0; round < rounds; ++round) {
        const double pictures = forward.picturesPerSecond(threads, turnSeconds);
        rates.push_back(sgemmMultiplyAddsPerSecond(threads, turnSeconds));
        ratios.push_back(pictures * multiplyAddsPerPicture / rates.back());
    }
    return {medianOf(ratios), medianOf(rates)};
}

Result<double> gradientOverForward(const Classifier& classifier, const BareForward& forward,
                                   int threads, int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const double pictures = forward.picturesPerSecond(threads, turnSeconds);
        const double gradients = gradientRate(classifier, threads);
        if (gradients == 0)
            return failure(classifier.info().name, "it gave no gradient", "try it with `classify`");
        ratios.push_back(gradients / pictures);
    }
    return medianOf(ratios);
}

} // namespace pareidolia
