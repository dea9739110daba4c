// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OutputGradient.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pareidolia {

namespace {

std::vector<double> softmax(std::span<const double> logits)
{
    const double largest = *std::ranges::max_element(logits);
    std::vector<double> values;
    double sum = 0;
    for (const double logit : logits) {
        values.push_back(std::exp(logit - largest));
        sum += values.back();
    }
    for (double& value : values)
        value /= sum;
    return values;
}

/// Σ of all but one: 1 − p would lose a doubt smaller than 1e-16.
double sumOfOthers(std::span<const double> values, std::size_t without)
{
    double sum = 0;
    for (std::size_t c = 0; c < values.size(); ++c)
        if (c != without)
            sum += values[c];
    return sum;
}

OutputGradient scaled(double probability, double factor, std::span<const double> derivatives)
{
    double largest = 0;
    for (const double value : derivatives)
        largest = std::max(largest, std::abs(value));
    OutputGradient result{.probability = probability,
                          .scale = factor * largest,
                          .weights = std::vector<float>(derivatives.size())};
    if (largest > 0)
        std::ranges::transform(derivatives, result.weights.begin(), [largest](double value) {
            return static_cast<float>(value / largest);
        });
    return result;
}

/// d p_c / d logit_j = p_c (δ_cj − p_j).
OutputGradient ofSoftmax(std::span<const double> logits, std::size_t target)
{
    std::vector<double> derivatives = softmax(logits);
    const double probability = derivatives[target];
    const double doubt = sumOfOthers(derivatives, target);
    for (double& value : derivatives)
        value = -value;
    derivatives[target] = doubt;
    return scaled(probability, probability, derivatives);
}

/// The network's own probabilities q need not sum to one: p_c = q_c / Σq.
OutputGradient ofShare(std::span<const double> shares, std::size_t target)
{
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!(sum > 0))
        return scaled(0, 0, std::vector<double>(shares.size()));
    std::vector<double> derivatives(shares.size(), -shares[target] / sum);
    derivatives[target] = sumOfOthers(shares, target) / sum;
    return scaled(shares[target] / sum, 1 / sum, derivatives);
}

OutputGradient ofLogit(std::span<const double> logits, std::size_t target)
{
    std::vector<double> derivatives(logits.size());
    derivatives[target] = 1;
    return scaled(softmax(logits)[target], 1, derivatives);
}

} // namespace

Result<OutputGradient> outputGradient(std::span<const double> outputs, OutputKind kind,
                                      std::size_t target, Objective objective)
{
    if (kind == OutputKind::Probabilities && objective == Objective::Logit)
        return usageError("objective", "this network outputs probabilities, not logits",
                          "use the objective \"probability\"");
    if (!std::ranges::all_of(outputs, [](double value) { return std::isfinite(value); })) {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        return OutputGradient{nan, nan, std::vector<float>(outputs.size())};
    }
    if (kind == OutputKind::Probabilities)
        return ofShare(outputs, target);
    return objective == Objective::Logit ? ofLogit(outputs, target) : ofSoftmax(outputs, target);
}

} // namespace pareidolia
