// SPDX-License-Identifier: GPL-3.0-or-later
// Networks of 8-bit numbers. Here a quantised number is a float32 that happens to be whole, which
// lets a gradient through: rounding counts as the identity, and what saturates has no gradient.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

struct Bounds
{
    double least, most;
};

/// Of the type of a zero point. Unsigned 16-bit numbers are kept as int32.
Bounds boundsOf(at::ScalarType type)
{
    switch (type) {
    case at::kByte:
        return {0, 255};
    case at::kChar:
        return {-128, 127};
    case at::kShort:
        return {-32768, 32767};
    case at::kInt:
        return {0, 65535};
    default:
        throw OnnxFault("its zero point is neither of 8 nor of 16 bits");
    }
}

/// Half to even; with the gradient of the identity.
at::Tensor roundedThrough(const at::Tensor& x)
{
    return x.requires_grad() ? x + (at::round(x) - x).detach() : at::round(x);
}

/// One number, one for each index of the axis, or one for each block along it.
at::Tensor besides(const at::Tensor& numbers, const at::Tensor& x, const OnnxCall& call)
{
    if (numbers.numel() == 1)
        return numbers.reshape({});
    const std::int64_t axis = axisWithin(call.integer("axis", 1), x.dim());
    const std::int64_t block = call.integer("block_size", 0);
    if (numbers.dim() <= 1)
        return alongAxis(numbers, axis, x.dim());
    if (block < 1 || block > x.size(axis))
        throw OnnxFault("block_size is " + std::to_string(block));
    return numbers.repeat_interleave(block, axis).narrow(axis, 0, x.size(axis));
}

at::Tensor quantised(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& zero,
                     Bounds bounds)
{
    return (roundedThrough(x / scale) + zero).clamp(bounds.least, bounds.most);
}

Tensors quantize(const OnnxCall& call)
{
    const at::Tensor x = call.input(0).to(at::kFloat);
    const at::Tensor scale = besides(call.input(1), x, call);
    const std::int64_t type = call.integer("output_dtype", 0);
    const at::Tensor zero = call.has(2) ? call.input(2) : emptyOfDataType(type == 0 ? 2 : type);
    const at::Tensor offset =
        call.has(2) ? besides(zero, x, call).to(at::kFloat) : at::zeros({}, at::kFloat);
    return {quantised(x, scale, offset, boundsOf(zero.scalar_type()))};
}

Tensors dequantize(const OnnxCall& call)
{
    at::Tensor x = call.input(0).to(at::kFloat);
    if (call.has(2))
        x = x - besides(call.input(2), x, call).to(at::kFloat);
    return {x * besides(call.input(1), x, call)};
}

/// Scale and zero point are those of the numbers at hand, 0 among them.
Tensors dynamicQuantize(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    if (x.numel() == 0)
        throw OnnxFault("its input is empty");
    const at::Tensor numbers = x.detach();
    const at::Tensor least = numbers.min().clamp_max(0), most = numbers.max().clamp_min(0);
    const at::Tensor range = (most - least) / 255;
    const at::Tensor scale = at::where(range == 0, at::ones({}, range.options()), range);
    const at::Tensor zero = at::round((-least / scale).clamp(0, 255));
    return {quantised(x, scale, zero, {0, 255}), scale, zero.to(at::kByte)};
}

/// The input without its zero point; `axis` is where a zero point for each row or channel lies.
at::Tensor centred(const OnnxCall& call, std::size_t input, std::size_t zero, std::int64_t axis)
{
    const at::Tensor x = call.input(input).to(at::kFloat);
    if (!call.has(zero))
        return x;
    const at::Tensor offset = call.input(zero).to(at::kFloat);
    if (offset.numel() == 1)
        return x - offset.reshape({});
    return x - (offset.dim() == 1 ? alongAxis(offset, axis, x.dim()) : offset);
}

Tensors matMulInteger(const OnnxCall& call)
{
    return {at::matmul(centred(call, 0, 2, -2), centred(call, 1, 3, -1))};
}

/// The float operator of this name, with the attributes of the node.
at::Tensor convolved(const OnnxCall& call, Tensors inputs, const Attributes& attributes)
{
    return findOperator("Conv")(OnnxCall(attributes, call.operatorSet(), inputs, 1)).front();
}

Tensors convInteger(const OnnxCall& call)
{
    return {convolved(call, {centred(call, 0, 2, 1), centred(call, 1, 3, 0)}, call.attributes())};
}

Tensors quantisedConvolution(const OnnxCall& call)
{
    const at::Tensor scale = call.input(4).numel() == 1 ? call.input(4).reshape({}) : call.input(4);
    const at::Tensor weights =
        centred(call, 3, 5, 0) *
        (scale.dim() == 0 ? scale : alongAxis(scale, 0, call.input(3).dim()));
    const at::Tensor x = centred(call, 0, 2, 1) * call.input(1);
    const at::Tensor bias =
        call.has(8) ? call.input(8).to(at::kFloat) * (scale * call.input(1)) : at::Tensor();
    const at::Tensor y = convolved(call, {x, weights, bias}, call.attributes());
    return {quantised(y, call.input(6), call.input(7).to(at::kFloat),
                      boundsOf(call.input(7).scalar_type()))};
}

Tensors quantisedMatMul(const OnnxCall& call)
{
    const auto scaled = [&](std::size_t input, std::int64_t axis) {
        const at::Tensor& scale = call.input(input + 1);
        const at::Tensor x = centred(call, input, input + 2, axis);
        return x *
               (scale.dim() == 1 && scale.numel() > 1 ? alongAxis(scale, axis, x.dim()) : scale);
    };
    return {quantised(at::matmul(scaled(0, -2), scaled(3, -1)), call.input(6),
                      call.input(7).to(at::kFloat), boundsOf(call.input(7).scalar_type()))};
}

} // namespace

void addQuantisation(OperatorTable& table)
{
    table["ConvInteger"] = convInteger;
    table["DequantizeLinear"] = dequantize;
    table["DynamicQuantizeLinear"] = dynamicQuantize;
    table["MatMulInteger"] = matMulInteger;
    table["QLinearConv"] = quantisedConvolution;
    table["QLinearMatMul"] = quantisedMatMul;
    table["QuantizeLinear"] = quantize;
}

} // namespace pareidolia::interpreter
