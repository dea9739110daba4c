// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/benchmark/NetworkRatios.h"

#include "core/base/ReturnError.h"
#include "core/benchmark/Median.h"
#include "core/classifier/SteadyCheck.h"
#include "core/torch/MachineLimit.h"
#include "core/torch/Rates.h"

namespace pareidolia {

namespace {

constexpr double turnSeconds = 1;

/// Gradients a second of one thread; 0 if the network fails.
double gradientRate(const Classifier& classifier)
{
    const auto width = static_cast<std::size_t>(classifier.info().plan.gradientMicroBatch);
    const auto pixels = noisePixels(classifier.info().input, width);
    std::vector<GradientQuery> queries;
    for (const auto& picture : pixels)
        queries.push_back({.pixels = picture});
    bool works = true;
    const double rate = callsPerSecond(
        turnSeconds, [&] { works = works && classifier.gradients(queries).has_value(); });
    return works ? rate * static_cast<double>(width) : 0;
}

} // namespace

Result<double> tunedOver(const OtherWay& other, const BareForward& tuned, int threads, int rounds)
{
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const double before = tuned(threads, turnSeconds);
        ASSIGN_OR_RETURN(const auto rate, other(turnSeconds));
        const double after = tuned(threads, turnSeconds);
        ratios.push_back((before + after) / 2 / rate);
    }
    return medianOf(ratios);
}

SgemmRatio forwardOverSgemm(const BareForward& forward, double multiplyAddsPerPicture, int threads,
                            int rounds)
{
    std::vector<double> ratios, rates;
    for (int round = 0; round < rounds; ++round) {
        const double pictures = forward(threads, turnSeconds);
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
        const double pictures = forward(threads, turnSeconds);
        const double gradients = rateOfAll(threads, [&] { return gradientRate(classifier); });
        if (gradients == 0)
            return failure(classifier.info().name, "it gave no gradient", "try it with `classify`");
        ratios.push_back(gradients / pictures);
    }
    return medianOf(ratios);
}

} // namespace pareidolia
