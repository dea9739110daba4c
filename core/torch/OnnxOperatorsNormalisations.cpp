// SPDX-License-Identifier: GPL-3.0-or-later
// Normalisations, and softmax.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <numeric>

namespace pareidolia::interpreter {

namespace {

std::int64_t channelsOf(const at::Tensor& x)
{
    if (x.dim() < 2)
        throw OnnxFault("its input has rank " + std::to_string(x.dim()) + ", so no channels");
    return x.size(1);
}

Tensors batchNormalization(const OnnxCall& call)
{
    if (call.integer("training_mode", 0) != 0)
        throw OnnxFault("it was exported for training; export it in evaluation mode");
    channelsOf(call.input(0));
    return {at::batch_norm(call.input(0), call.input(1), call.input(2), call.input(3),
                           call.input(4), false, 0, call.number("epsilon", 1e-5), false)};
}

Tensors instanceNormalization(const OnnxCall& call)
{
    channelsOf(call.input(0));
    return {at::instance_norm(call.input(0), call.input(1), call.input(2), {}, {}, true, 0,
                              call.number("epsilon", 1e-5), false)};
}

/// From an axis to the last.
Sizes axesFrom(const OnnxCall& call, std::int64_t otherwise)
{
    const std::int64_t rank = call.input(0).dim();
    const std::int64_t first = axisWithin(call.integer("axis", otherwise), rank);
    Sizes axes(static_cast<std::size_t>(rank - first));
    std::iota(axes.begin(), axes.end(), first);
    return axes;
}

Tensors layerNormalization(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const Sizes axes = axesFrom(call, -1);
    const double epsilon = call.number("epsilon", 1e-5);
    const auto sides = x.sizes().slice(static_cast<std::size_t>(axes.front()));
    if (call.outputCount() == 1 && call.input(1).sizes() == sides &&
        (!call.has(2) || call.input(2).sizes() == sides))
        return {at::layer_norm(x, sides, call.input(1), call.inputOrNone(2), epsilon, false)};
    const at::Tensor mean = x.mean(axes, true);
    const at::Tensor centred = x - mean;
    const at::Tensor inverse = at::rsqrt((centred * centred).mean(axes, true) + epsilon);
    at::Tensor result = centred * inverse * call.input(1);
    if (call.has(2))
        result = result + call.input(2);
    return {result, mean, inverse};
}

Tensors rmsNormalization(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const at::Tensor square = (x * x).mean(axesFrom(call, -1), true);
    return {x * at::rsqrt(square + call.number("epsilon", 1e-5)) * call.input(1)};
}

Tensors groupNormalization(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t groups = call.integer("num_groups", 0);
    const std::int64_t channels = channelsOf(x);
    if (groups < 1 || channels % groups != 0)
        throw OnnxFault(std::to_string(groups) + " groups for " + std::to_string(channels) +
                        " channels");
    const auto forChannels = [&](at::Tensor numbers) { // opset 18: one for each group
        return call.operatorSet() < 21 && numbers.numel() == groups
                   ? numbers.repeat_interleave(channels / groups)
                   : numbers;
    };
    return {at::group_norm(x, groups, forChannels(call.input(1)), forChannels(call.input(2)),
                           call.number("epsilon", 1e-5), false)};
}

/// Over neighbouring channels.
Tensors localResponse(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t size = call.integer("size", 0);
    const std::int64_t channels = channelsOf(x);
    if (size < 1 || size > 2 * channels + 1)
        throw OnnxFault("size is " + std::to_string(size));
    Sizes ends(static_cast<std::size_t>(2 * (x.dim() - 1)));
    ends[ends.size() - 2] = (size - 1) / 2;
    ends[ends.size() - 1] = size / 2;
    const at::Tensor squares = at::constant_pad_nd(x * x, ends, 0).unfold(1, size, 1).sum(-1);
    const double alpha = call.number("alpha", 1e-4) / static_cast<double>(size);
    return {x / (squares * alpha + call.number("bias", 1)).pow(call.number("beta", 0.75))};
}

Tensors normNormalization(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", -1), x.dim());
    const std::int64_t p = call.integer("p", 2);
    if (p != 1 && p != 2)
        throw OnnxFault("p is " + std::to_string(p));
    const at::Tensor norm = at::norm(x, p, {axis}, true);
    return {x / at::where(norm == 0, at::ones({}, norm.options()), norm)};
}

Tensors meanVariance(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const Sizes axes = axesWithin(call.integers("axes").value_or(Sizes{0, 2, 3}), x.dim());
    const at::Tensor centred = x - x.mean(axes, true);
    return {centred / ((centred * centred).mean(axes, true).sqrt() + 1e-9)};
}

/// Before opset 13, everything from the axis on is one row.
template <typename Compute>
Tensors ofRows(const OnnxCall& call, Compute compute)
{
    const at::Tensor& x = call.input(0);
    if (call.operatorSet() >= 13)
        return {compute(x, axisWithin(call.integer("axis", -1), x.dim()))};
    const std::int64_t axis = call.integer("axis", 1);
    if (axis == x.dim()) // rows of one number
        return {compute(x.unsqueeze(-1), axis).squeeze(-1)};
    const std::int64_t first = axisWithin(axis, x.dim());
    return {compute(x.flatten(first), first).reshape(x.sizes())};
}

Tensors softmax(const OnnxCall& call)
{
    return ofRows(call,
                  [](const at::Tensor& x, std::int64_t axis) { return at::softmax(x, axis); });
}

Tensors logSoftmax(const OnnxCall& call)
{
    return ofRows(call,
                  [](const at::Tensor& x, std::int64_t axis) { return at::log_softmax(x, axis); });
}

Tensors hardmax(const OnnxCall& call)
{
    return ofRows(call, [](const at::Tensor& x, std::int64_t axis) {
        return at::zeros_like(x).scatter(axis, x.argmax(axis, true), 1);
    });
}

} // namespace

void addNormalisations(OperatorTable& table)
{
    table["BatchNormalization"] = batchNormalization;
    table["GroupNormalization"] = groupNormalization;
    table["Hardmax"] = hardmax;
    table["InstanceNormalization"] = instanceNormalization;
    table["LRN"] = localResponse;
    table["LayerNormalization"] = layerNormalization;
    table["LogSoftmax"] = logSoftmax;
    table["LpNormalization"] = normNormalization;
    table["MeanVarianceNormalization"] = meanVariance;
    table["RMSNormalization"] = rmsNormalization;
    table["Softmax"] = softmax;
}

} // namespace pareidolia::interpreter
