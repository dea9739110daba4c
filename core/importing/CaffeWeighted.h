// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's layers with a window or with weights. All throw BadLayer.
#pragma once

#include "core/importing/CaffeFormat.h"
#include "core/importing/NetworkGraph.h"

#include <vector>

namespace pareidolia {

Operation caffePooling(const caffe::LayerParameter& layer);
Operation caffeConvolution(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);
Operation caffeInnerProduct(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);
Operation caffeBatchNorm(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);
Operation caffeScale(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);
Operation caffeBias(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);
Operation caffePRelu(const caffe::LayerParameter& layer, std::vector<WeightTensor> weights);

} // namespace pareidolia
