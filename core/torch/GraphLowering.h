// SPDX-License-Identifier: GPL-3.0-or-later
// A NetworkGraph becomes TorchScript that people can read: one line a layer, one sub-module for
// each that has weights. Thread: any.
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
    /// Logits, unless a softmax stands where it cannot be left out.
    OutputKind output = OutputKind::Logits;
    bool leftOutSoftmax = false;
};

/// A softmax that only the answer passes through is left out: confidences are computed from logits,
/// where float32 ends at 1. Batch normalisation is folded into the convolution before it. Errors
/// name `source` and the layer, or the answer if it is not one number a class.
Result<LoweredNetwork> lowerGraph(NetworkGraph graph, const std::string& source);

} // namespace pareidolia
