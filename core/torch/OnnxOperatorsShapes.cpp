// SPDX-License-Identifier: GPL-3.0-or-later
// The same numbers in another shape or order, and shapes as numbers.
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <set>

namespace pareidolia::interpreter {

namespace {

Tensors reshape(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    Sizes sides = call.integers("shape", 1).value_or(Sizes());
    if (call.integer("allowzero", 0) == 0)
        for (std::size_t i = 0; i < sides.size(); ++i)
            if (sides[i] == 0)
                sides[i] = x.size(axisWithin(static_cast<std::int64_t>(i), x.dim()));
    return {x.reshape(sides)};
}

Tensors flatten(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    std::int64_t axis = call.integer("axis", 1);
    if (axis < -x.dim() || axis > x.dim())
        axisWithin(axis, x.dim());
    axis = axis < 0 ? axis + x.dim() : axis;
    std::int64_t rows = 1, columns = 1;
    for (std::int64_t i = 0; i < x.dim(); ++i)
        (i < axis ? rows : columns) *= x.size(i);
    return {x.reshape({rows, columns})};
}

Tensors squeeze(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const auto axes = call.integers("axes", 1);
    if (!axes)
        return {x.squeeze()};
    const Sizes within = axesWithin(*axes, x.dim());
    const std::set<std::int64_t> dropped(within.begin(), within.end());
    Sizes sides;
    for (std::int64_t i = 0; i < x.dim(); ++i) {
        if (!dropped.contains(i))
            sides.push_back(x.size(i));
        else if (x.size(i) != 1)
            throw OnnxFault("axis " + std::to_string(i) + " has " + std::to_string(x.size(i)) +
                            " numbers, not one");
    }
    return {x.reshape(sides)};
}

Tensors unsqueeze(const OnnxCall& call)
{
    at::Tensor x = call.input(0);
    const Sizes axes = call.integers("axes", 1).value_or(Sizes());
    Sizes within = axesWithin(axes, x.dim() + static_cast<std::int64_t>(axes.size()));
    std::ranges::sort(within);
    for (const std::int64_t axis : within)
        x = x.unsqueeze(axis);
    return {x};
}

Tensors transpose(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    Sizes order(static_cast<std::size_t>(x.dim()));
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = x.dim() - 1 - static_cast<std::int64_t>(i);
    return {x.permute(call.integers("perm").value_or(order))};
}

Tensors expand(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    Sizes sides = call.sizesIn(1);
    const auto rank = static_cast<std::size_t>(x.dim());
    if (sides.size() < rank)
        sides.insert(sides.begin(), rank - sides.size(), 1);
    for (std::size_t i = 0; i < rank; ++i) { // one stands for whatever there is
        std::int64_t& side = sides[sides.size() - 1 - i];
        if (side == 1)
            side = x.size(static_cast<std::int64_t>(rank - 1 - i));
    }
    checkSize(sides);
    return {x.expand(sides)};
}

Tensors tile(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const Sizes repeats = call.sizesIn(1);
    if (repeats.size() != static_cast<std::size_t>(x.dim()))
        throw OnnxFault("it has " + std::to_string(repeats.size()) +
                        " repeats for a tensor of rank " + std::to_string(x.dim()));
    Sizes all = repeats;
    all.push_back(x.numel());
    checkSize(all);
    return {x.repeat(repeats)};
}

/// Channels are cut into squares of pixels.
Tensors depthToSpace(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t side = call.integer("blocksize", 0);
    if (x.dim() != 4 || side < 1 || side > 4096 || x.size(1) % (side * side) != 0)
        throw OnnxFault("blocksize " + std::to_string(side) + " does not fit its input");
    const std::int64_t n = x.size(0), c = x.size(1) / (side * side), h = x.size(2), w = x.size(3);
    const at::Tensor pixels = call.text("mode", "DCR") == "CRD"
                                  ? x.reshape({n, c, side, side, h, w}).permute({0, 1, 4, 2, 5, 3})
                                  : x.reshape({n, side, side, c, h, w}).permute({0, 3, 4, 1, 5, 2});
    return {pixels.reshape({n, c, h * side, w * side})};
}

Tensors spaceToDepth(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const std::int64_t side = call.integer("blocksize", 0);
    if (x.dim() != 4 || side < 1 || side > 1 << 20 || x.size(2) % side != 0 ||
        x.size(3) % side != 0)
        throw OnnxFault("blocksize " + std::to_string(side) + " does not fit its input");
    const std::int64_t n = x.size(0), c = x.size(1), h = x.size(2) / side, w = x.size(3) / side;
    return {x.reshape({n, c, h, side, w, side})
                .permute({0, 3, 5, 1, 2, 4})
                .reshape({n, c * side * side, h, w})};
}

Tensors shape(const OnnxCall& call)
{
    const at::Tensor& x = call.input(0);
    const auto clamped = [&](std::int64_t place) {
        return std::clamp<std::int64_t>(place < 0 ? place + x.dim() : place, 0, x.dim());
    };
    const std::int64_t first = clamped(call.integer("start", 0));
    const std::int64_t end = std::max(first, clamped(call.integer("end", x.dim())));
    return {wholeNumbers(
        x.sizes()
            .slice(static_cast<std::size_t>(first), static_cast<std::size_t>(end - first))
            .vec())};
}

Tensors size(const OnnxCall& call)
{
    return {at::scalar_tensor(call.input(0).numel(), at::kLong)};
}

Tensors constant(const OnnxCall& call)
{
    if (const Attribute* value = call.attribute("value"); value && value->tensor)
        return {*value->tensor};
    if (const Attribute* value = call.attribute("value_float"))
        return {at::scalar_tensor(value->number, at::kFloat)};
    if (const Attribute* value = call.attribute("value_int"))
        return {at::scalar_tensor(value->integer, at::kLong)};
    if (const Attribute* value = call.attribute("value_ints"))
        return {wholeNumbers(value->integers)};
    if (const Attribute* value = call.attribute("value_floats"))
        return {at::tensor(at::ArrayRef<float>(value->numbers))};
    throw OnnxFault("it holds no numbers");
}

Tensors constantOfShape(const OnnxCall& call)
{
    const Sizes sides = call.sizesIn(0);
    checkSize(sides);
    const Attribute* value = call.attribute("value");
    if (!value || !value->tensor)
        return {at::zeros(sides, at::kFloat)};
    if (value->tensor->numel() != 1)
        throw OnnxFault("value is not one number");
    return {value->tensor->reshape({}).expand(sides).contiguous()};
}

Tensors range(const OnnxCall& call)
{
    const double first = call.numberIn(0), limit = call.numberIn(1), step = call.numberIn(2);
    const double count = std::max(0.0, std::ceil((limit - first) / step));
    if (!(count < 1e9)) // a step of zero, too
        throw OnnxFault("it counts without end");
    const auto steps = static_cast<std::int64_t>(count);
    checkSize({steps});
    const at::ScalarType type = call.input(0).scalar_type();
    return {(at::arange(steps, at::kDouble) * step + first).to(type)};
}

} // namespace

void addShapes(OperatorTable& table)
{
    table["Constant"] = constant;
    table["ConstantOfShape"] = constantOfShape;
    table["DepthToSpace"] = depthToSpace;
    table["Expand"] = expand;
    table["Flatten"] = flatten;
    table["Range"] = range;
    table["Reshape"] = reshape;
    table["Shape"] = shape;
    table["Size"] = size;
    table["SpaceToDepth"] = spaceToDepth;
    table["Squeeze"] = squeeze;
    table["Tile"] = tile;
    table["Transpose"] = transpose;
    table["Unsqueeze"] = unsqueeze;
}

} // namespace pareidolia::interpreter
