// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that a screen, a report and a limit need about the champions of a run, from one
// place.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

/// The thresholds that counts are told for.
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

    /// Minimum, lower quartile, median, upper quartile, maximum of the log-odds, which go on where
    /// float32 confidences end at 1.
    std::array<double, 5> logOddsQuantiles{};
};

/// `logOdds`: one a class searched for; nothing where it has no champion. Not empty.
Statistics statisticsOf(std::span<const std::optional<double>> logOdds);

/// Each as people say it (SpokenConfidence.h).
std::string spokenMedian(const Statistics& statistics);
std::string spokenMin(const Statistics& statistics);
std::string spokenMax(const Statistics& statistics);

} // namespace pareidolia
