// SPDX-License-Identifier: GPL-3.0-or-later
// Which layers of a Caffe network an answer is made by, and which takes from which: names of blobs
// become numbers of values, what only training needs is left out.
#pragma once

#include "core/base/Error.h"
#include "core/importing/CaffeFormat.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct WiredLayer
{
    const caffe::LayerParameter* layer = nullptr;
    std::vector<std::size_t> inputs; ///< values: 0 is the picture, i + 1 what layer i gave
};

struct CaffeWiring
{
    std::vector<WiredLayer> layers; ///< each stands after those it takes from; all are needed
    std::size_t output = 0;
    /// Channels, height, width; zeros where the file is silent.
    std::array<std::int64_t, 3> input{};
};

/// `network` must outlive the result. Errors name `source` and the layer.
Result<CaffeWiring> wireCaffe(const caffe::NetParameter& network, const std::string& source);

} // namespace pareidolia
