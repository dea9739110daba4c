// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons, truth values and bits, choosing by them, and types of numbers.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

using Binary = at::Tensor (*)(const at::Tensor&, const at::Tensor&);

template <Binary compute>
Tensors binary(const OnnxCall& call)
{
    return {compute(call.input(0), call.input(1))};
}

at::Tensor equal(const at::Tensor& a, const at::Tensor& b)
{
    return a == b;
}
at::Tensor greater(const at::Tensor& a, const at::Tensor& b)
{
    return a > b;
}
at::Tensor greaterOrEqual(const at::Tensor& a, const at::Tensor& b)
{
    return a >= b;
}
at::Tensor less(const at::Tensor& a, const at::Tensor& b)
{
    return a < b;
}
at::Tensor lessOrEqual(const at::Tensor& a, const at::Tensor& b)
{
    return a <= b;
}
at::Tensor both(const at::Tensor& a, const at::Tensor& b)
{
    return at::logical_and(a, b);
}
at::Tensor either(const at::Tensor& a, const at::Tensor& b)
{
    return at::logical_or(a, b);
}
at::Tensor onlyOne(const at::Tensor& a, const at::Tensor& b)
{
    return at::logical_xor(a, b);
}
at::Tensor bitsOfBoth(const at::Tensor& a, const at::Tensor& b)
{
    return at::bitwise_and(a, b);
}
at::Tensor bitsOfEither(const at::Tensor& a, const at::Tensor& b)
{
    return at::bitwise_or(a, b);
}
at::Tensor bitsOfOne(const at::Tensor& a, const at::Tensor& b)
{
    return at::bitwise_xor(a, b);
}

Tensors bitwiseNot(const OnnxCall& call)
{
    return {at::bitwise_not(call.input(0))};
}

Tensors logicalNot(const OnnxCall& call)
{
    return {at::logical_not(call.input(0))};
}

Tensors isInfinite(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const at::Tensor none = at::zeros(x.sizes(), at::kBool);
    return {at::logical_or(call.integer("detect_negative", 1) != 0 ? at::isneginf(x) : none,
                           call.integer("detect_positive", 1) != 0 ? at::isposinf(x) : none)};
}

Tensors isNotANumber(const OnnxCall& call)
{
    return {at::isnan(call.input(0))};
}

Tensors where(const OnnxCall& call)
{
    return {at::where(call.input(0).to(at::kBool), call.input(1), call.input(2))};
}

Tensors cast(const OnnxCall& call)
{
    return {asDataType(call.input(0), call.integer("to", 0))};
}

Tensors castLike(const OnnxCall& call)
{
    return {call.input(0).to(call.input(1).scalar_type())};
}

} // namespace

void addLogic(OperatorTable& table)
{
    table["And"] = binary<both>;
    table["BitwiseAnd"] = binary<bitsOfBoth>;
    table["BitwiseNot"] = bitwiseNot;
    table["BitwiseOr"] = binary<bitsOfEither>;
    table["BitwiseXor"] = binary<bitsOfOne>;
    table["Cast"] = cast;
    table["CastLike"] = castLike;
    table["Equal"] = binary<equal>;
    table["Greater"] = binary<greater>;
    table["GreaterOrEqual"] = binary<greaterOrEqual>;
    table["IsInf"] = isInfinite;
    table["IsNaN"] = isNotANumber;
    table["Less"] = binary<less>;
    table["LessOrEqual"] = binary<lessOrEqual>;
    table["Not"] = logicalNot;
    table["Or"] = binary<either>;
    table["Where"] = where;
    table["Xor"] = binary<onlyOne>;
}

} // namespace pareidolia::interpreter
