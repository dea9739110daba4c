// SPDX-License-Identifier: GPL-3.0-or-later
// How often a network is right about labelled pictures.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <cstdint>
#include <span>

namespace pareidolia {

struct Evaluation
{
    std::size_t images = 0;
    double top1 = 0; ///< share of pictures whose class has the highest log-odds
    double top5 = 0; ///< … or one of the five highest
    double imagesPerSecond = 0;
};

/// Scores all pictures on `threads` threads; blocks until that is done. `classes`: the true class
/// of each picture. Fails if the network does, and where its scores are not numbers.
Result<Evaluation> evaluate(const Classifier& classifier, std::span<const Image> pictures,
                            std::span<const std::size_t> classes, int threads);

} // namespace pareidolia
