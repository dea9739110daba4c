// SPDX-License-Identifier: GPL-3.0-or-later
// How well a network is run, whatever the search: ratios in turn, medians over rounds. Every
// function blocks for a few seconds with all workers busy.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/torch/BareForward.h"

#include <functional>

namespace pareidolia {

/// Runs the same network in some other way for so many seconds; pictures a second.
using OtherWay = std::function<Result<double>(double seconds)>;

/// The bare network after its plan on `threads` threads, over another way to run it.
Result<double> tunedOver(const OtherWay& other, const BareForward& tuned, int threads, int rounds);

struct SgemmRatio
{
    double ratio = 0;
    double sgemmRate = 0; ///< multiply-adds a second, all threads together
};

/// The multiply-adds that the bare network does a second, over those of as many threads that only
/// multiply large matrices.
SgemmRatio forwardOverSgemm(const BareForward& forward, double multiplyAddsPerPicture, int threads,
                            int rounds);

/// Forward and backward passes a second by `threads` threads, over pictures of the bare network.
Result<double> gradientOverForward(const Classifier& classifier, const BareForward& forward,
                                   int threads, int rounds);

} // namespace pareidolia
