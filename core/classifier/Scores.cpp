// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/Scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pareidolia {

namespace {

// Below exp(-745) float64 has no number left, so no finite log-odds lie beyond.
constexpr double extremeLogOdds = 745;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

bool allFinite(std::span<const double> values)
{
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

std::size_t indexOfLargest(std::span<const double> values)
{
    return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

/// ln Σ exp(logit) over all classes but one.
double logSumOfOthers(std::span<const double> logits, std::size_t without)
{
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < logits.size(); ++c)
        if (c != without)
            largest = std::max(largest, logits[c]);
    double sum = 0;
    for (std::size_t c = 0; c < logits.size(); ++c)
        if (c != without)
            sum += std::exp(logits[c] - largest);
    return largest + std::log(sum);
}

} // namespace

float confidenceOf(double logOdds)
{
    return static_cast<float>(probabilityOf(logOdds));
}

double probabilityOf(double logOdds)
{
    return 1 / (1 + std::exp(-logOdds));
}

double logOddsOf(double probability)
{
    return std::log(probability) - std::log1p(-probability);
}

void Scores::leaveOut(std::size_t image)
{
    std::ranges::fill(row(image), -std::numeric_limits<double>::infinity());
}

bool Scores::isScored(std::size_t image) const
{
    return std::ranges::none_of(
        row(image), [](double score) { return score == -std::numeric_limits<double>::infinity(); });
}

std::optional<std::size_t> Scores::firstInvalid(std::size_t image) const
{
    const auto scores = row(image);
    const auto found = std::ranges::find_if(scores, [](double score) { return std::isnan(score); });
    if (found == scores.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - scores.begin());
}

std::size_t Scores::best(std::size_t image) const
{
    return indexOfLargest(row(image));
}

void logOddsFromLogits(std::span<const double> logits, std::span<double> logOdds)
{
    if (!allFinite(logits)) {
        std::ranges::fill(logOdds, notANumber);
        return;
    }
    const std::size_t best = indexOfLargest(logits);
    double sum = 0;
    for (const double logit : logits)
        sum += std::exp(logit - logits[best]);
    for (std::size_t c = 0; c < logits.size(); ++c) {
        // What remains of the sum holds the best class, a whole 1, so little is cancelled …
        const double distance = logits[c] - logits[best];
        logOdds[c] = distance - std::log(sum - std::exp(distance));
    }
    // … but for the best class itself, whose doubt would drown in that 1.
    logOdds[best] = logits[best] - logSumOfOthers(logits, best);
}

void logOddsFromProbabilities(std::span<const double> probabilities, std::span<double> logOdds)
{
    const bool valid = allFinite(probabilities) &&
                       std::ranges::none_of(probabilities, [](double p) { return p < 0; });
    if (!valid) {
        std::ranges::fill(logOdds, notANumber);
        return;
    }
    // The others are those before and those after. Taking a class off the whole sum would cancel
    // digits, and adding up anew for each would be slower than the network where there are
    // thousands.
    double before = 0, after = 0;
    for (std::size_t c = 0; c < probabilities.size(); ++c) {
        logOdds[c] = before;
        before += probabilities[c];
    }
    for (std::size_t c = probabilities.size(); c-- > 0;) {
        const double others = logOdds[c] + after;
        after += probabilities[c];
        const double value = std::log(probabilities[c]) - std::log(others);
        // 0 / 0: a network that gives nothing to anybody says nothing.
        logOdds[c] =
            std::isnan(value) ? notANumber : std::clamp(value, -extremeLogOdds, extremeLogOdds);
    }
}

} // namespace pareidolia
