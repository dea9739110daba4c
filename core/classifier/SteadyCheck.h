// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a classifier's score of a picture is independent of the other pictures in the call, which
// reproducibility requires. Thread: the caller's; blocks for a few calls.
#pragma once

#include "core/classifier/Classifier.h"

#include <cstring>
#include <span>
#include <vector>

namespace pareidolia {

/// Compares bits, not values: a NaN must be the same NaN.
template <typename Number>
bool sameBits(std::span<const Number> a, std::span<const Number> b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

/// Uniform noise, the same on every machine.
std::vector<Image> noisePictures(const ImageShape& shape, std::size_t count);

/// Uniform noise in 0–255 units.
std::vector<std::vector<float>> noisePixels(const ImageShape& shape, std::size_t count);

/// Scores the pictures together, in reverse, split unevenly, and some alone: true if every score
/// is the same to the last bit.
bool scoresAreSteady(const Classifier& classifier, std::span<const Image> pictures);

/// The same for gradients and probabilities.
bool gradientsAreSteady(const Classifier& classifier, std::span<const GradientQuery> queries);

/// Whether a picture of noise gets the same bits at every place of a micro-batch: a quick look
/// before the first real score, because a plan may come from a machine with other processor
/// kernels.
Result<bool> placesAreAlike(const Classifier& classifier);

/// The same for gradients.
Result<bool> gradientPlacesAreAlike(const Classifier& classifier);

} // namespace pareidolia
