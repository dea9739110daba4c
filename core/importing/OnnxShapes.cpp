// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that move numbers without changing them.
#include "core/importing/OnnxBuilder.h"

#include <algorithm>

namespace pareidolia::onnx {

namespace {

void pass(OnnxBuilder& builder, const OnnxNode& node)
{
    builder.pass(node);
}

void cast(OnnxBuilder& builder, const OnnxNode& node)
{
    constexpr std::int64_t float32 = 1;
    if (node.whole("to", float32) != float32)
        node.unsupported("of a value that depends on the picture");
    builder.pass(node);
}

void concatenation(OnnxBuilder& builder, const OnnxNode& node)
{
    if (node.inputs() == 0)
        node.problem("it has no inputs");
    Shape shape = builder.flowing(node, 0).shape;
    const auto rank = static_cast<std::int64_t>(shape.size());
    std::int64_t axis = node.whole("axis", 1);
    axis += axis < 0 ? rank : 0;
    if (axis < 0 || axis >= rank)
        node.problem("its axis is " + std::to_string(node.whole("axis", 1)) + " of " +
                     std::to_string(rank));
    if (axis == 0)
        node.unsupported("of pictures");
    const auto joined = static_cast<std::size_t>(axis);
    std::vector<std::size_t> values;
    std::int64_t length = 0;
    for (std::size_t i = 0; i < node.inputs(); ++i) {
        const Flowing& value = builder.flowing(node, i);
        Shape others = value.shape;
        if (others.size() == shape.size())
            others[joined] = shape[joined];
        if (others != shape)
            node.problem(describe(shape) + " and " + describe(value.shape) + " do not fit");
        length += value.shape[joined]; // each is below 2^29, and inputs below 2^31
        values.push_back(value.value);
    }
    shape[joined] = length;
    builder.add(node, Concatenation{axis}, std::move(values), std::move(shape));
}

/// Gives a value another shape with as many numbers; the batch stays in front.
void reshapeTo(OnnxBuilder& builder, const OnnxNode& node, Shape shape)
{
    const Flowing input = builder.flowing(node);
    if (shape == input.shape)
        return builder.pass(node);
    if (countOf(shape, node.name()) != input.numbers())
        node.problem(describe(input.shape) + " cannot become " + describe(shape));
    if (shape.size() == 2)
        return builder.add(node, Flatten{1}, shape);
    Reshape layer{shape};
    layer.shape[0] = 0;
    builder.add(node, std::move(layer), shape);
}

void flatten(OnnxBuilder& builder, const OnnxNode& node)
{
    const Flowing input = builder.flowing(node);
    std::int64_t axis = node.whole("axis", 1);
    axis += axis < 0 ? static_cast<std::int64_t>(input.shape.size()) : 0;
    if (axis != 1)
        node.unsupported("from axis " + std::to_string(axis));
    reshapeTo(builder, node, {1, static_cast<std::int64_t>(input.numbers())});
}

/// What a Reshape asks for, with every side known; the first is the batch.
Shape resolved(const OnnxBuilder& builder, const OnnxNode& node, Shape wanted, const Flowing& input)
{
    if (wanted.empty())
        node.unsupported("to one number");
    std::int64_t& batch = wanted.front();
    const bool batchIsRest = batch == -1;
    if (batch == 0 || batch == anyBatch || batchIsRest || (batch > 0 && batch == builder.batch()))
        batch = 1;
    else if (batch != 1 || builder.batch() > 1)
        node.unsupported("that mixes pictures");

    auto rest = wanted.end();
    for (auto side = wanted.begin() + 1; side != wanted.end(); ++side) {
        const auto index = static_cast<std::size_t>(side - wanted.begin());
        if (*side == anyBatch)
            node.unsupported("that mixes pictures");
        if (*side == 0 && node.whole("allowzero", 0) == 0)
            *side = index < input.shape.size() ? input.shape[index] : -2;
        if (*side == -1 && rest == wanted.end() && !batchIsRest)
            rest = side;
        else if (*side < 0)
            node.problem("its shape is " + describe(wanted));
    }
    if (rest != wanted.end()) {
        *rest = 1;
        const std::size_t known = countOf(wanted, node.name());
        if (known == 0 || input.numbers() % known != 0)
            node.problem(describe(input.shape) + " cannot become " + describe(wanted));
        *rest = static_cast<std::int64_t>(input.numbers() / known);
    }
    if (countOf(wanted, node.name()) != input.numbers()) {
        if (batchIsRest)
            node.unsupported("that mixes pictures");
        node.problem(describe(input.shape) + " cannot become " + describe(wanted));
    }
    return wanted;
}

void reshape(OnnxBuilder& builder, const OnnxNode& node)
{
    const Flowing input = builder.flowing(node);
    const auto wanted = builder.wholeNumbers(node, "shape", 1);
    if (!wanted)
        node.problem("its shape is missing");
    reshapeTo(builder, node, resolved(builder, node, *wanted, input));
}

/// Axes from the front, ascending, each once.
Shape axesOf(const OnnxNode& node, Shape axes, std::size_t rank)
{
    for (std::int64_t& axis : axes) {
        axis += axis < 0 ? static_cast<std::int64_t>(rank) : 0;
        if (axis < 0 || axis >= static_cast<std::int64_t>(rank))
            node.problem("its axes do not fit " + std::to_string(rank) + " dimensions");
    }
    std::ranges::sort(axes);
    if (std::ranges::adjacent_find(axes) != axes.end())
        node.problem("it lists an axis twice");
    return axes;
}

void squeeze(OnnxBuilder& builder, const OnnxNode& node)
{
    Shape shape = builder.flowing(node).shape;
    const auto given = builder.wholeNumbers(node, "axes", 1);
    if (!given)
        node.unsupported("of every side of one");
    Shape axes = axesOf(node, *given, shape.size());
    std::ranges::reverse(axes);
    for (const std::int64_t axis : axes) {
        if (axis == 0)
            node.unsupported("of the batch");
        if (shape[static_cast<std::size_t>(axis)] != 1)
            node.problem("axis " + std::to_string(axis) + " of " + describe(shape) + " is not 1");
        shape.erase(shape.begin() + axis);
    }
    reshapeTo(builder, node, std::move(shape));
}

void unsqueeze(OnnxBuilder& builder, const OnnxNode& node)
{
    Shape shape = builder.flowing(node).shape;
    const auto given = builder.wholeNumbers(node, "axes", 1);
    if (!given)
        node.problem("its axes are missing");
    for (const std::int64_t axis : axesOf(node, *given, shape.size() + given->size())) {
        if (axis == 0)
            node.unsupported("of the batch");
        shape.insert(shape.begin() + axis, 1);
    }
    reshapeTo(builder, node, std::move(shape));
}

void transpose(OnnxBuilder& builder, const OnnxNode& node)
{
    // Where all but one side are 1, what moves is the name of the axis only.
    const Shape from = builder.flowing(node).shape;
    Shape order = node.list("perm").value_or(Shape{});
    if (!node.has("perm"))
        for (std::size_t i = from.size(); i-- > 0;)
            order.push_back(static_cast<std::int64_t>(i));
    if (order.size() != from.size() || axesOf(node, order, from.size()).size() != from.size())
        node.problem("its perm does not fit " + describe(from));
    Shape to, moving;
    for (const std::int64_t axis : order) {
        to.push_back(from[static_cast<std::size_t>(axis)]);
        if (axis == 0 || to.back() != 1)
            moving.push_back(axis);
    }
    if (order.front() != 0 || !std::ranges::is_sorted(moving))
        node.unsupported("");
    reshapeTo(builder, node, std::move(to));
}

/// The number of pictures stays open.
void shapeOf(OnnxBuilder& builder, const OnnxNode& node)
{
    Constant sides{.whole = true, .integers = builder.flowing(node).shape};
    if (node.has("start") || node.has("end"))
        node.unsupported("of some axes");
    sides.shape = {static_cast<std::int64_t>(sides.integers.size())};
    sides.integers.front() = anyBatch;
    builder.define(node.output(0), std::make_shared<const Constant>(std::move(sides)));
}

} // namespace

void addShapeHandlers(Handlers& handlers)
{
    handlers["Identity"] = pass;
    handlers["Dropout"] = pass;
    handlers["Cast"] = cast;
    handlers["Concat"] = concatenation;
    handlers["Flatten"] = flatten;
    handlers["Reshape"] = reshape;
    handlers["Squeeze"] = squeeze;
    handlers["Unsqueeze"] = unsqueeze;
    handlers["Transpose"] = transpose;
    handlers["Shape"] = shapeOf;
}

} // namespace pareidolia::onnx
