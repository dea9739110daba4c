// SPDX-License-Identifier: GPL-3.0-or-later
// Which side of a network's input is which.
#pragma once

#include "core/importing/OnnxNormal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class OnnxValues;

/// N: batch, C: channels, H: height, W: width; Flat: all of a picture in one row, as C × H × W.
enum class Order { Nchw, Nhwc, Nhw, Chw, Hwc, Flat };

struct Layout
{
    Order order = Order::Nchw;
    std::int64_t batch = -1; ///< openSide where the file leaves it open, as below
    std::int64_t channels = -1;
    std::int64_t height = -1;
    std::int64_t width = -1;
};

/// By the shape that the file tells, else by what takes the value, else by the user's choices.
/// Throws if it is no picture.
Layout layoutOf(const OnnxValues& values, const std::string& input, const OnnxChoices& choices);

} // namespace pareidolia::onnx
