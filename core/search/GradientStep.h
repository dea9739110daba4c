// SPDX-License-Identifier: GPL-3.0-or-later
// One step of gradient ascent on a picture (docs/protocol.md "Gradient ascent").
#pragma once

#include "core/classifier/Classifier.h"
#include "core/search/SearchSettings.h"

#include <span>
#include <vector>

namespace pareidolia {

/// A picture in floating point, 0–255 units, channels × height × width, and the mean of each
/// channel that regularisers pull towards.
struct FloatPicture
{
    ImageShape shape;
    std::vector<float> mean; ///< one a channel
    std::vector<float> pixels;
};

/// How far to go along the gradient: min(maximum rate, want / ‖g‖²), where want = min(early,
/// late · (1 − p)).
double stepRate(const GradientSettings& settings, double probability, double gradientNorm);

double euclideanNorm(std::span<const float> values);

/// Update, decay, blur, the two percentiles, then clipping to [0, 255]. `step` counts from 0.
/// A gradient that is zero or not finite leaves the picture as it is.
void gradientStep(FloatPicture& picture, const Gradient& gradient, std::uint32_t step,
                  const GradientSettings& settings);

} // namespace pareidolia
