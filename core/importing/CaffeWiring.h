// SPDX-License-Identifier: GPL-3.0-or-later
// Which layers of a Caffe network its output depends on, and how they are connected: names of blobs
// become indices of values; layers for training are left out.
#pragma once

#include "core/base/Error.h"
#include "core/importing/CaffeFormat.h"
#include "core/importing/CaffeSource.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pareidolia {

struct WiredLayer
{
    const caffe::LayerParameter* layer = nullptr;
    std::vector<std::size_t> inputs; ///< values: 0 is the picture, i + 1 the output of layer i
    std::size_t part = 0; ///< a layer with several outputs is here once for each that is needed
};

struct CaffeWiring
{
    std::vector<WiredLayer> layers; ///< each after those that it uses; all are needed
    std::size_t output = 0;
    CaffeSource source;
};

/// `network` must outlive the result. Errors name `source` and the layer.
Result<CaffeWiring> wireCaffe(const caffe::NetParameter& network, const std::string& source);

} // namespace pareidolia
