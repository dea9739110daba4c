// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Statistics.h"

#include "core/base/Quantile.h"
#include "core/base/SpokenConfidence.h"
#include "core/classifier/Scores.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace pareidolia {

Statistics statisticsOf(std::span<const std::optional<double>> logOdds)
{
    std::vector<double> odds, confidences;
    for (const auto& value : logOdds) {
        odds.push_back(value.value_or(-std::numeric_limits<double>::infinity()));
        confidences.push_back(confidenceOf(odds.back()));
    }
    std::ranges::sort(odds);
    std::ranges::sort(confidences);
    const std::span<const double> sorted(confidences);

    Statistics statistics;
    statistics.mean = std::accumulate(confidences.begin(), confidences.end(), 0.0) /
                      static_cast<double>(confidences.size());
    statistics.median = quantile(sorted, 0.5);
    statistics.min = confidences.front();
    statistics.max = confidences.back();
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        statistics.over[i] = static_cast<std::size_t>(std::ranges::count_if(
            confidences, [&](double confidence) { return confidence > countedThresholds[i]; }));
    for (std::size_t i = 0; i < statistics.logOddsQuantiles.size(); ++i)
        statistics.logOddsQuantiles[i] =
            quantile(std::span<const double>(odds), 0.25 * static_cast<double>(i));
    return statistics;
}

std::string spokenMedian(const Statistics& statistics)
{
    return spokenConfidence(static_cast<float>(statistics.median), statistics.logOddsQuantiles[2]);
}

std::string spokenMin(const Statistics& statistics)
{
    return spokenConfidence(static_cast<float>(statistics.min),
                            statistics.logOddsQuantiles.front());
}

std::string spokenMax(const Statistics& statistics)
{
    return spokenConfidence(static_cast<float>(statistics.max), statistics.logOddsQuantiles.back());
}

} // namespace pareidolia
