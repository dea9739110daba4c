// SPDX-License-Identifier: GPL-3.0-or-later
// One layer of Caffe and its weights become one operation. Throws BadLayer where they do not fit.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/NetworkGraph.h"

#include <string>
#include <vector>

namespace pareidolia {

bool isKnownCaffeType(const std::string& type);

/// `inputs`: how many values it takes. Shapes of what comes in are not known here: `inferShapes`
/// holds weights against them.
Operation convertCaffeLayer(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights,
                            std::size_t inputs);

} // namespace pareidolia
