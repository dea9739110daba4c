// SPDX-License-Identifier: GPL-3.0-or-later
// Accuracy and confidence of a network on labelled pictures.
#pragma once

#include "core/analysis/ConfidenceHistogram.h"
#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/classifier/Classifier.h"

#include <array>
#include <cstddef>
#include <span>

namespace pareidolia {

/// The shares that quantiles are reported for: 90 % of the pictures are between the outer ones.
inline constexpr std::array<double, 5> toldShares{0.05, 0.25, 0.5, 0.75, 0.95};
using ToldQuantiles = std::array<double, toldShares.size()>;

/// A network's confidences in labelled pictures; every picture counts once in each histogram.
struct PhotoConfidences
{
    ConfidenceHistogram first; ///< in the class with the highest confidence, right or wrong
    ConfidenceHistogram right; ///< in the class that the picture shows
    bool operator==(const PhotoConfidences&) const = default;
};

struct Evaluation
{
    std::size_t images = 0;
    double top1 = 0; ///< share of pictures whose class has the highest log-odds
    double top5 = 0; ///< … or one of the five highest
    double imagesPerSecond = 0;
    ToldQuantiles logOdds{}; ///< of the class that the network names first, right or wrong
    PhotoConfidences confidences;
};

/// Scores all pictures, at least one, on `threads` threads; blocks until done. `classes`: the true
/// class of each picture. Fails if the network fails, if a score is not a number, and if it was
/// cancelled. Progress is reported from any of the threads, one at a time.
Result<Evaluation> evaluate(const Classifier& classifier, std::span<const Image> pictures,
                            std::span<const std::size_t> classes, int threads,
                            const Progress& progress = {});

} // namespace pareidolia
