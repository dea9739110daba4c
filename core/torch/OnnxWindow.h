// SPDX-License-Identifier: GPL-3.0-or-later
// The window of a convolution or pooling: how far it reaches, and what is padded for it.
#pragma once

#include "core/torch/OnnxCall.h"

namespace pareidolia::interpreter {

/// One number for each side of the picture. Paddings may be negative, as ONNX allows.
struct OnnxWindow
{
    Sizes kernel, stride, dilation, before, after;
    /// What pooling needs at the end so that a last, incomplete window counts (ceil_mode).
    Sizes beyond;

    std::size_t rank() const { return kernel.size(); }
    std::int64_t reach(std::size_t side) const { return (kernel[side] - 1) * dilation[side] + 1; }
    /// Nothing beyond, and equal padding on both sides, not negative: LibTorch pads by itself.
    bool isEven() const;
};

/// Reads the attributes of a node whose pictures have these sides (without batch and channels).
/// Throws if they do not fit.
OnnxWindow readWindow(const OnnxCall& call, const Sizes& sides, const Sizes& kernel);

/// Height, width, … of a tensor N × C × ….
Sizes picturesSides(const at::Tensor& pictures);

/// Both ends of every side at once, in LibTorch's order; `beyond` included.
at::Tensor paddedFor(const OnnxWindow& window, const at::Tensor& pictures, double value);

} // namespace pareidolia::interpreter
