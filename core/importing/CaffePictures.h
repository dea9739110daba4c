// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of a Caffe network: the size of its pictures, and the mean and scale that are
// applied to them. Only sources of this room include this.
#pragma once

#include "core/importing/CaffeReader.h"
#include "core/importing/CaffeStep.h"
#include "core/importing/CaffeWiring.h"

namespace pareidolia {

/// From the prototxt, the user, or for the channels from the first weights. Throws BadLayer.
std::array<std::int64_t, 3> caffeInput(const CaffeWiring& wiring, const CaffeWeights& weights,
                                       const CaffeOptions& options);

/// Adds the input to the model, and what has to be subtracted inside it; `network` gets the rest of
/// mean and scale, and remarks. Returns what the first layer takes. Throws BadLayer if the prototxt
/// is wrong; other errors name their file.
Result<CaffeValue> beginCaffe(const CaffeSource& source, const CaffeFiles& files,
                              const CaffeOptions& options, OnnxWriter& onnx, CaffeNetwork& network);

} // namespace pareidolia
