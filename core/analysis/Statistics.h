// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics of a run's champions that screens, reports and limits use.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// The thresholds that counts are reported for.
inline constexpr std::array<double, 4> countedThresholds{0.5, 0.9, 0.99, 0.9999};

/// Everything is taken over the classes that are searched for; one without a champion counts as
/// confidence 0. Confidences are the float32 ones that files hold, so a reader of a file gets the
/// same figures.
struct Statistics
{
    double mean = 0;
    double median = 0;
    double min = 0;
    double max = 0;
    std::array<std::size_t, countedThresholds.size()> over{}; ///< strictly over each threshold

    /// Minimum, lower quartile, median, upper quartile, maximum of the log-odds, which still differ
    /// where float32 confidences are 1.
    std::array<double, 5> logOddsQuantiles{};
};

/// `logOdds`: one per class searched for; nothing if it has no champion. Not empty.
Statistics statisticsOf(std::span<const std::optional<double>> logOdds);

/// Each as text for people (SpokenConfidence.h).
std::string spokenMedian(const Statistics& statistics);
std::string spokenMin(const Statistics& statistics);
std::string spokenMax(const Statistics& statistics);

} // namespace pareidolia
