// SPDX-License-Identifier: GPL-3.0-or-later
// What a Caffe network tells of the pictures that it takes: their size, and what is done to their
// bytes. Only sources of this room include this.
#pragma once

#include "core/importing/CaffeFormat.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct CaffeSource
{
    std::array<std::int64_t, 3> input{}; ///< channels, height, width; zeros where it does not say
    std::vector<float> mean;             ///< mean_value: none, one, or one per channel
    std::optional<float> scale;
    std::string meanFile; ///< the picture of means that it names, on somebody's computer
};

bool isCaffeSource(const std::string& type);

/// From one of the layers that give pictures. Throws BadLayer.
CaffeSource sourceOf(const caffe::LayerParameter& layer);

/// From the first of the inputs that are fields of the network. Throws BadLayer.
CaffeSource sourceOf(const caffe::NetParameter& network);

} // namespace pareidolia
