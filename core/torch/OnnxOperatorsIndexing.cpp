// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers chosen by their places.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

Tensors gather(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    const at::Tensor places = call.input(1).to(at::kLong);
    if (places.dim() == 0)
        return {x.select(axis, places.item<std::int64_t>())};
    const at::Tensor fromStart = at::where(places < 0, places + x.size(axis), places);
    Sizes sides = x.sizes().slice(0, static_cast<std::size_t>(axis)).vec();
    sides.insert(sides.end(), places.sizes().begin(), places.sizes().end());
    sides.insert(sides.end(), x.sizes().begin() + axis + 1, x.sizes().end());
    checkSize(sides);
    return {x.index_select(axis, fromStart.flatten()).reshape(sides)};
}

Tensors gatherElements(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    const at::Tensor places = call.input(1).to(at::kLong);
    return {at::gather(x, axis, at::where(places < 0, places + x.size(axis), places))};
}

/// Every last row of the places names a number, or a slice, of the (batch's) tensor.
Tensors gatherByRows(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const at::Tensor places = call.input(1).to(at::kLong);
    const std::int64_t batch = call.integer("batch_dims", 0);
    if (places.dim() < 1 || batch < 0 || batch >= std::min(x.dim(), places.dim()) ||
        batch + places.size(-1) > x.dim())
        throw OnnxFault("its indices do not fit its input");
    c10::List<c10::optional<at::Tensor>> indices;
    for (std::int64_t i = 0; i < batch; ++i)
        indices.push_back(alongAxis(at::arange(x.size(i), at::kLong), i, places.dim() - 1));
    for (std::int64_t i = 0; i < places.size(-1); ++i)
        indices.push_back(places.select(-1, i));
    return {indices.empty() ? x.expand(places.sizes().slice(0, 0)) : at::index(x, indices)};
}

Tensors nonZero(const OnnxCall& call)
{
    return {at::nonzero(call.input(0)).t()};
}

Tensors triangle(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t first = call.has(1) ? call.sizesIn(1).at(0) : 0;
    return {call.integer("upper", 1) != 0 ? at::triu(x, first) : at::tril(x, first)};
}

Tensors oneHot(const OnnxCall& call)
{
    const at::Tensor places = call.input(0).to(at::kLong);
    const auto depth = static_cast<std::int64_t>(call.numberIn(1));
    const at::Tensor values = call.input(2).flatten();
    if (depth < 1 || values.numel() != 2)
        throw OnnxFault("its depth or its two values are not right");
    const std::int64_t axis = axisWithin(call.integer("axis", -1), places.dim() + 1);
    Sizes sides = places.sizes().vec();
    sides.push_back(depth);
    checkSize(sides);
    const at::Tensor fromStart = at::where(places < 0, places + depth, places).unsqueeze(axis);
    const at::Tensor hot =
        fromStart == alongAxis(at::arange(depth, at::kLong), axis, places.dim() + 1);
    return {at::where(hot, values[1], values[0])};
}

Tensors compress(const OnnxCall& call)
{
    const bool flat = !call.attribute("axis");
    const at::Tensor x = flat ? call.input(0).flatten() : call.input(0);
    const std::int64_t axis = axisWithin(call.integer("axis", 0), x.dim());
    return {x.index_select(axis, at::nonzero(call.input(1).flatten()).flatten())};
}

Tensors eyeLike(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    if (x.dim() != 2)
        throw OnnxFault("its input has rank " + std::to_string(x.dim()) + " instead of 2");
    const std::int64_t k = call.integer("k", 0);
    const at::Tensor eye = alongAxis(at::arange(x.size(0), at::kLong) + k, 0, 2) ==
                           alongAxis(at::arange(x.size(1), at::kLong), 1, 2);
    const Attribute* type = call.attribute("dtype");
    return {type ? asDataType(eye, type->integer) : eye.to(x.scalar_type())};
}

} // namespace

void addIndexing(OperatorTable& table)
{
    table["Compress"] = compress;
    table["EyeLike"] = eyeLike;
    table["Gather"] = gather;
    table["GatherElements"] = gatherElements;
    table["GatherND"] = gatherByRows;
    table["NonZero"] = nonZero;
    table["OneHot"] = oneHot;
    table["Trilu"] = triangle;
}

} // namespace pareidolia::interpreter
