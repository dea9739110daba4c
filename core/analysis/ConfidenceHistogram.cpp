// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ConfidenceHistogram.h"

#include "core/classifier/Scores.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

namespace pareidolia {

void ConfidenceHistogram::add(float confidence)
{
    const auto below = std::ranges::count_if(
        histogramEdges, [&](double edge) { return double{confidence} > edge; });
    ++counts[static_cast<std::size_t>(below)];
}

std::size_t ConfidenceHistogram::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

double ConfidenceHistogram::share(std::size_t bin) const
{
    const std::size_t all = total();
    return all ? static_cast<double>(counts[bin]) / static_cast<double>(all) : 0;
}

ConfidenceHistogram histogramOf(std::span<const double> logOdds)
{
    ConfidenceHistogram histogram;
    for (const double value : logOdds)
        if (!std::isnan(value))
            histogram.add(confidenceOf(value));
    return histogram;
}

nlohmann::ordered_json histogramToJson(const ConfidenceHistogram& histogram)
{
    return {{"edges", histogramEdges}, {"counts", histogram.counts}};
}

std::optional<ConfidenceHistogram> histogramFromJson(const nlohmann::ordered_json& json)
{
    if (!json.is_object() || !json.contains("edges") || !json.contains("counts"))
        return std::nullopt;
    const auto& counts = json["counts"];
    ConfidenceHistogram histogram;
    if (json["edges"] != nlohmann::ordered_json(histogramEdges) || !counts.is_array() ||
        counts.size() != histogram.bins)
        return std::nullopt;
    for (std::size_t bin = 0; bin < histogram.bins; ++bin) {
        if (!counts[bin].is_number_unsigned())
            return std::nullopt;
        histogram.counts[bin] = counts[bin].get<std::size_t>();
    }
    return histogram;
}

} // namespace pareidolia
