// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out by trying what a network takes and gives, where no manifest tells.
// Thread: the caller's; blocks for as long as a few dozen pictures take.
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
    std::optional<int> size;     ///< side in pixels; else the usual ones are tried
    std::optional<int> channels; ///< 1 or 3; else both are tried
};

struct ProbedShape
{
    ImageShape input;
    std::size_t classes = 0;
};

/// The first of the usual sizes that the network takes, large ones first: networks that take any
/// size were mostly made for photographs. Errors tell what it gave instead of numbers for classes.
Result<ProbedShape> probeShape(const ModelFile& file, const ProbeSettings& settings,
                               const std::stop_token& stop);

/// What the network gives, for these pictures after this normalisation: probabilities if they sum
/// to one, their logarithms if those do, else logits. `info` must name as many labels as there are
/// classes.
Result<OutputKind> probeOutput(const ModelFile& file, const ModelInfo& info);

/// The same for a network that OpenCV runs from these bytes.
Result<OutputKind> probeOnnxOutput(std::string_view onnx, const ModelInfo& info,
                                   const std::string& source);

/// Fails if the network gives something that is no number for noise, whatever the layers are.
Result<void> checkAnswers(const Classifier& classifier, const std::string& source);

} // namespace pareidolia
