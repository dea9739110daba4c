// SPDX-License-Identifier: GPL-3.0-or-later
// Converts one layer of Caffe and its weights to one operation. Throws BadLayer if they do not fit.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/NetworkGraph.h"

#include <string>
#include <vector>

namespace pareidolia {

bool isKnownCaffeType(const std::string& type);

/// `inputs`: how many values it takes. Shapes of inputs are not known here: `inferShapes` checks
/// the weights against them.
Operation convertCaffeLayer(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights,
                            std::size_t inputs);

} // namespace pareidolia
