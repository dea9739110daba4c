// SPDX-License-Identifier: GPL-3.0-or-later
// Conv and ConvTranspose, in one to three dimensions.
#include "core/torch/OnnxWindow.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace pareidolia::interpreter {

namespace {

void checkWeights(const at::Tensor& pictures, const at::Tensor& weights)
{
    if (weights.dim() != pictures.dim())
        throw OnnxFault("its weights have rank " + std::to_string(weights.dim()) +
                        ", its pictures " + std::to_string(pictures.dim()));
}

std::int64_t groupsOf(const OnnxCall& call, const at::Tensor& weights)
{
    const std::int64_t groups = call.integer("group", 1);
    if (groups < 1 || weights.size(0) % groups != 0)
        throw OnnxFault(std::to_string(groups) + " groups for weights of " +
                        std::to_string(weights.size(0)) + " channels");
    return groups;
}

Tensors convolution(const OnnxCall& call)
{
    at::Tensor pictures = call.input(0);
    const at::Tensor& weights = call.input(1);
    const Sizes sides = picturesSides(pictures);
    checkWeights(pictures, weights);
    const OnnxWindow window = readWindow(call, sides, picturesSides(weights));
    Sizes padding = window.before;
    if (!window.isEven()) {
        pictures = paddedFor(window, pictures, 0);
        padding.assign(window.rank(), 0);
    }
    return {at::convolution(pictures, weights, call.inputOrNone(2), window.stride, padding,
                            window.dilation, false, Sizes(window.rank()), groupsOf(call, weights))};
}

/// What is cut off (negative) or added at both ends of a whole transposed convolution, so that the
/// result has the sides that the node asks for.
void settleTransposedEnds(const OnnxCall& call, OnnxWindow& window, const Sizes& sides)
{
    const std::size_t rank = window.rank();
    const Sizes more = call.integers("output_padding").value_or(Sizes(rank));
    Sizes wanted = call.integers("output_shape").value_or(Sizes());
    const std::string automatic = call.text("auto_pad", "NOTSET");
    const bool same = automatic == "SAME_UPPER" || automatic == "SAME_LOWER";
    if (wanted.size() == rank + 2)
        wanted.erase(wanted.begin(), wanted.begin() + 2);
    if (more.size() != rank || (!wanted.empty() && wanted.size() != rank))
        throw OnnxFault("output_padding or output_shape does not fit its pictures");
    for (std::size_t i = 0; i < rank; ++i) {
        const std::int64_t whole = window.stride[i] * (sides[i] - 1) + window.reach(i);
        if (!wanted.empty() || same) {
            const std::int64_t side = wanted.empty() ? sides[i] * window.stride[i] : wanted[i];
            const std::int64_t total = std::max<std::int64_t>(0, whole + more[i] - side);
            const std::int64_t half = total / 2;
            window.before[i] = automatic == "SAME_UPPER" ? half : total - half;
            window.after[i] = total - window.before[i];
            if (side > whole + more[i]) // larger than all windows together
                window.after[i] -= side - whole - more[i];
        }
        window.before[i] = -window.before[i];
        window.after[i] = more[i] - window.after[i];
    }
}

Tensors transposedConvolution(const OnnxCall& call)
{
    const at::Tensor& pictures = call.input(0);
    const at::Tensor& weights = call.input(1);
    const Sizes sides = picturesSides(pictures);
    checkWeights(pictures, weights);
    OnnxWindow window = readWindow(call, sides, picturesSides(weights));
    const Sizes none(window.rank());
    settleTransposedEnds(call, window, sides);
    const at::Tensor whole = at::convolution(pictures, weights, {}, window.stride, none,
                                             window.dilation, true, none, groupsOf(call, weights));
    const at::Tensor result = paddedFor(window, whole, 0);
    if (!call.has(2))
        return {result};
    return {result + alongAxis(call.input(2), 1, result.dim())};
}

} // namespace

void addConvolutions(OperatorTable& table)
{
    table["Conv"] = convolution;
    table["ConvTranspose"] = transposedConvolution;
}

} // namespace pareidolia::interpreter
