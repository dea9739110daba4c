// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms of confidences: test pictures and champions are counted in the same bins, so that they
// can be compared.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>

namespace pareidolia {

/// Bin edges: even steps in the middle, one more nine (or zero) each towards the ends.
inline constexpr std::array<double, 12> histogramEdges{
    0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999};

/// A value. Bin i holds confidences over edge i − 1 and up to edge i; the first and the last are
/// open. Confidences are the float32 ones that files hold, so that `count over .9999` is the same
/// here and in `Statistics`.
struct ConfidenceHistogram
{
    static constexpr std::size_t bins = histogramEdges.size() + 1;

    std::array<std::size_t, bins> counts{};

    void add(float confidence);

    std::size_t total() const;

    /// Share of all values that are in this bin; 0 if there are none.
    double share(std::size_t bin) const;

    bool operator==(const ConfidenceHistogram&) const = default;
};

/// Scores that are not numbers are not counted.
ConfidenceHistogram histogramOf(std::span<const double> logOdds);

/// {"edges": [0.001, …], "counts": [0, …]}: one count more than there are edges.
nlohmann::ordered_json histogramToJson(const ConfidenceHistogram& histogram);

/// Nothing if it is not such a histogram, or has other edges.
std::optional<ConfidenceHistogram> histogramFromJson(const nlohmann::ordered_json& json);

} // namespace pareidolia
