// SPDX-License-Identifier: GPL-3.0-or-later
// How often a network is right about labelled pictures.
#pragma once

#include "core/analysis/ConfidenceHistogram.h"
#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/classifier/Classifier.h"

#include <array>
#include <cstddef>
#include <span>

namespace pareidolia {

/// The shares of the pictures that quantiles are told for: nine of ten lie between the outer ones.
inline constexpr std::array<double, 5> toldShares{0.05, 0.25, 0.5, 0.75, 0.95};
using ToldQuantiles = std::array<double, toldShares.size()>;

/// How sure a network is of labelled pictures, a picture each in both.
struct PhotoConfidences
{
    ConfidenceHistogram first; ///< of the class that it names first, right or wrong
    ConfidenceHistogram right; ///< of the class that the picture shows
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

/// Scores all pictures, one at least, on `threads` threads; blocks until that is done. `classes`:
/// the true class of each picture. Fails if the network does, where its scores are not numbers, and
/// if it was stopped; progress is told from any of the threads, one at a time.
Result<Evaluation> evaluate(const Classifier& classifier, std::span<const Image> pictures,
                            std::span<const std::size_t> classes, int threads,
                            const Progress& progress = {});

} // namespace pareidolia
