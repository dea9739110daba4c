// SPDX-License-Identifier: GPL-3.0-or-later
// What the numbers of a network mean, found by trying where its file does not say.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"

#include <string>
#include <vector>

namespace pareidolia {

/// Pictures whose answers show it.
std::vector<Image> probingPictures(const ImageShape& shape);

/// Probabilities if the numbers of every answer sum to one, their logarithms if their exponentials
/// do, else logits. `answers`: to `probingPictures`, one number per class each.
OutputKind kindOf(const std::vector<std::vector<double>>& answers);

/// Fails if an output for noise is not a number.
Result<void> checkAnswers(const Classifier& classifier, const std::string& source);

} // namespace pareidolia
