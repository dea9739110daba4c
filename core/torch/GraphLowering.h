// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a NetworkGraph to readable TorchScript: one line per layer, one sub-module per layer
// with weights. Thread: any.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/ModelInfo.h"
#include "core/importing/NetworkGraph.h"
#include "core/torch/ScriptWriter.h"

#include <cstddef>
#include <string>

namespace pareidolia {

struct LoweredNetwork
{
    ScriptProgram program; ///< without extra files
    std::size_t classes = 0;
    /// Logits, unless there is a softmax that cannot be left out.
    OutputKind output = OutputKind::Logits;
    bool leftOutSoftmax = false;
};

/// A final softmax is left out: confidences are computed from logits, because float32 probabilities
/// end at 1. Batch normalisation is folded into the convolution before it. Errors name `source` and
/// the layer, or the output if it is not one number per class.
Result<LoweredNetwork> lowerGraph(NetworkGraph graph, const std::string& source);

} // namespace pareidolia
