// SPDX-License-Identifier: GPL-3.0-or-later
// The gradient of an objective with respect to a network's outputs, which backpropagation starts
// from.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <span>
#include <vector>

namespace pareidolia {

/// d objective / d output_j = weights[j] · scale. The largest weight is ±1 and the scale is kept
/// apart in double, so that the network is differentiated in float32 where float32 is precise:
/// the softmax of a very improbable class underflows there, its gradient does not.
struct OutputGradient
{
    double probability = 0; ///< softmax probability of the target
    double scale = 0;       ///< 0: the objective does not depend on the outputs
    std::vector<float> weights;
};

/// `outputs` has one number per class, of the given kind. All NaN if an output is not finite. Fails
/// if the objective is a logit and the network outputs probabilities.
Result<OutputGradient> outputGradient(std::span<const double> outputs, OutputKind kind,
                                      std::size_t target, Objective objective);

} // namespace pareidolia
