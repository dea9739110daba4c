// SPDX-License-Identifier: GPL-3.0-or-later
// How many pictures a network is how sure of: real photographs and fooling pictures are counted
// with the same bins, so that they can stand side by side.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>

namespace pareidolia {

/// Confidences at which one bin ends and the next begins: even steps in the middle, one more nine
/// (or one more zero) each towards the ends.
inline constexpr std::array<double, 12> histogramEdges{
    0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999};

/// A value. Bin i holds confidences over edge i − 1 and up to edge i; the first and the last are
/// open. Confidences are the float32 ones that files hold, so `count over .9999` says the same here
/// and in `Statistics`.
struct ConfidenceHistogram
{
    static constexpr std::size_t bins = histogramEdges.size() + 1;

    std::array<std::size_t, bins> counts{};

    void add(float confidence);

    std::size_t total() const;

    /// Share of all that lie in this bin; 0 where nothing was counted.
    double share(std::size_t bin) const;

    bool operator==(const ConfidenceHistogram&) const = default;
};

/// Scores that are not numbers are not counted.
ConfidenceHistogram histogramOf(std::span<const double> logOdds);

/// {"edges": [0.001, …], "counts": [0, …]}: one count more than there are edges.
nlohmann::ordered_json histogramToJson(const ConfidenceHistogram& histogram);

/// Nothing if it is none of ours, or has other edges.
std::optional<ConfidenceHistogram> histogramFromJson(const nlohmann::ordered_json& json);

} // namespace pareidolia
