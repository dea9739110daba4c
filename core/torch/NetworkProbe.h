// SPDX-License-Identifier: GPL-3.0-or-later
// Finds by trying what a network without a manifest takes and outputs. Thread: the caller's; blocks
// for as long as a few dozen pictures take.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace pareidolia {

struct ProbeSettings
{
    std::optional<int> size;     ///< side in pixels; else common ones are tried
    std::optional<int> channels; ///< 1 or 3; else both are tried
    /// What the file says that it was traced with, where no size was set.
    std::optional<ImageShape> traced;
};

struct ProbedShape
{
    ImageShape input;
    std::size_t classes = 0;
    bool told = false; ///< by the file, not found by trying
};

/// The size that the file tells, or the only one of the common sizes that the network takes: where
/// it takes sizes that differ by more than the rounding of its layers, the error asks for one.
/// Errors say what it gave instead of one number per class.
Result<ProbedShape> probeShape(const ModelFile& file, const ProbeSettings& settings,
                               const std::stop_token& stop);

/// The kind of the network's output, for these pictures after this normalisation: probabilities if
/// they sum to one, their logarithms if their exponentials do, else logits. `info` must have one
/// label per class.
Result<OutputKind> probeOutput(const ModelFile& file, const ModelInfo& info);

/// The same for a network that OpenCV runs from these bytes.
Result<OutputKind> probeOnnxOutput(std::string_view onnx, const ModelInfo& info,
                                   const std::string& source);

/// Fails if an output for noise is not a number.
Result<void> checkAnswers(const Classifier& classifier, const std::string& source);

} // namespace pareidolia
