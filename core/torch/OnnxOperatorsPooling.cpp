// SPDX-License-Identifier: GPL-3.0-or-later
// The largest, mean or norm of a window, or of a whole picture.
#include "core/torch/OnnxWindow.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <limits>
#include <numeric>

namespace pareidolia::interpreter {

namespace {

OnnxWindow poolingWindow(const OnnxCall& call, const at::Tensor& pictures)
{
    return readWindow(call, picturesSides(pictures),
                      call.integers("kernel_shape").value_or(Sizes()));
}

/// LibTorch pads at most half a window.
bool padsLittle(const OnnxWindow& window)
{
    for (std::size_t i = 0; i < window.rank(); ++i)
        if (window.before[i] > window.kernel[i] / 2)
            return false;
    return window.isEven();
}

Tensors maxPool(const OnnxCall& call)
{
    if (call.outputCount() > 1)
        throw OnnxFault("its second output, the indices, is not supported");
    at::Tensor pictures = call.input(0);
    const at::ScalarType type = pictures.scalar_type();
    if (!pictures.is_floating_point()) // bytes of a quantised network
        pictures = pictures.to(at::kFloat);
    const OnnxWindow window = poolingWindow(call, pictures);
    Sizes padding = window.before;
    if (!padsLittle(window)) {
        pictures = paddedFor(window, pictures, -std::numeric_limits<double>::infinity());
        padding.assign(window.rank(), 0);
    }
    const auto pool = window.rank() == 1   ? at::max_pool1d
                      : window.rank() == 2 ? at::max_pool2d
                                           : at::max_pool3d;
    return {pool(pictures, window.kernel, window.stride, padding, window.dilation, false).to(type)};
}

/// The sum over every window, nothing padded, as a convolution of single channels with ones.
at::Tensor windowSums(const at::Tensor& pictures, const OnnxWindow& window)
{
    Sizes single = pictures.sizes().vec();
    single[0] *= single[1];
    single[1] = 1;
    Sizes kernel{1, 1};
    for (const std::int64_t side : window.kernel)
        kernel.push_back(side);
    const Sizes none(window.rank());
    const at::Tensor sums =
        at::convolution(pictures.reshape(single), at::ones(kernel, pictures.options()), {},
                        window.stride, none, window.dilation, false, none, 1);
    Sizes sides = sums.sizes().vec();
    sides[0] = pictures.size(0);
    sides[1] = pictures.size(1);
    return sums.reshape(sides);
}

/// How many numbers of a window count: padding may, what lies beyond it never.
at::Tensor windowCounts(const at::Tensor& pictures, OnnxWindow window, bool countPadding)
{
    Sizes sides = pictures.sizes().vec();
    sides[0] = sides[1] = 1;
    at::Tensor ones = at::ones(sides, pictures.options().requires_grad(false));
    OnnxWindow onlyPadding = window;
    onlyPadding.beyond.assign(window.rank(), 0);
    ones = paddedFor(onlyPadding, ones, countPadding ? 1 : 0);
    window.before.assign(window.rank(), 0);
    window.after = window.before;
    return windowSums(paddedFor(window, ones, 0), window).clamp_min(1);
}

Tensors averagePool(const OnnxCall& call)
{
    const at::Tensor& pictures = call.input(0);
    const OnnxWindow window = poolingWindow(call, pictures);
    const bool countPadding = call.integer("count_include_pad", 0) != 0;
    const bool dense = std::ranges::all_of(window.dilation, [](auto step) { return step == 1; });
    if (padsLittle(window) && dense) {
        if (window.rank() == 1)
            return {at::avg_pool1d(pictures, window.kernel, window.stride, window.before, false,
                                   countPadding)};
        const auto pool = window.rank() == 2 ? at::avg_pool2d : at::avg_pool3d;
        return {pool(pictures, window.kernel, window.stride, window.before, false, countPadding,
                     c10::nullopt)};
    }
    return {windowSums(paddedFor(window, pictures, 0), window) /
            windowCounts(pictures, window, countPadding)};
}

Tensors normPool(const OnnxCall& call)
{
    const at::Tensor& pictures = call.input(0);
    const double p = static_cast<double>(call.integer("p", 2));
    const OnnxWindow window = poolingWindow(call, pictures);
    return {windowSums(paddedFor(window, pictures.abs().pow(p), 0), window).pow(1 / p)};
}

/// All axes of the picture, without batch and channels.
Sizes pictureAxes(const at::Tensor& pictures)
{
    if (pictures.dim() < 3)
        throw OnnxFault("its pictures have rank " + std::to_string(pictures.dim()));
    Sizes axes(static_cast<std::size_t>(pictures.dim() - 2));
    std::iota(axes.begin(), axes.end(), 2);
    return axes;
}

Tensors globalAverage(const OnnxCall& call)
{
    return {call.input(0).mean(pictureAxes(call.input(0)), true)};
}

Tensors globalMax(const OnnxCall& call)
{
    return {call.input(0).amax(pictureAxes(call.input(0)), true)};
}

Tensors globalNorm(const OnnxCall& call)
{
    const double p = static_cast<double>(call.integer("p", 2));
    return {call.input(0).abs().pow(p).sum(pictureAxes(call.input(0)), true).pow(1 / p)};
}

} // namespace

void addPooling(OperatorTable& table)
{
    table["AveragePool"] = averagePool;
    table["GlobalAveragePool"] = globalAverage;
    table["GlobalLpPool"] = globalNorm;
    table["GlobalMaxPool"] = globalMax;
    table["LpPool"] = normPool;
    table["MaxPool"] = maxPool;
}

} // namespace pareidolia::interpreter
