// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes that could have been computed when the file was written, such as the shape of a Reshape
// that an exporter puts together piece by piece.
#include "core/importing/OnnxBuilder.h"
#include "onnx.pb.h"

#include <algorithm>
#include <functional>

namespace pareidolia::onnx {

namespace {

using Fold = Constant (*)(OnnxBuilder&, const OnnxNode&);

/// A constant of this shape whose number i is number from(i) of the source.
Constant pick(OnnxBuilder& builder, const Constant& source, Shape shape,
              const std::function<std::size_t(std::size_t)>& from)
{
    const std::size_t count = countOf(shape, "a constant");
    builder.spend(count);
    Constant picked{.shape = std::move(shape), .whole = source.whole};
    for (std::size_t i = 0; i < count; ++i)
        if (source.whole)
            picked.integers.push_back(source.integers.at(from(i)));
        else
            picked.numbers.push_back(source.numbers.at(from(i)));
    return picked;
}

Constant reshaped(OnnxBuilder& builder, const Constant& source, Shape shape)
{
    return pick(builder, source, std::move(shape), [](std::size_t i) { return i; });
}

std::size_t axisOf(const OnnxNode& node, std::int64_t axis, std::size_t rank)
{
    axis += axis < 0 ? static_cast<std::int64_t>(rank) : 0;
    if (axis < 0 || axis >= static_cast<std::int64_t>(rank))
        node.problem("its axis does not fit " + std::to_string(rank) + " dimensions");
    return static_cast<std::size_t>(axis);
}

Constant constantNode(OnnxBuilder& builder, const OnnxNode& node)
{
    Constant constant;
    if (const AttributeProto* value = node.find("value"); value && value->has_t()) {
        constant = readTensor(value->t(), "constant \"" + node.name() + "\"");
    } else if (node.has("value_float")) {
        constant = {.numbers = {node.number("value_float", 0)}};
    } else if (node.has("value_int")) {
        constant = {.whole = true, .integers = {node.whole("value_int", 0)}};
    } else if (const auto integers = node.list("value_ints")) {
        constant = {.shape = {static_cast<std::int64_t>(integers->size())},
                    .whole = true,
                    .integers = *integers};
    } else if (const AttributeProto* floats = node.find("value_floats")) {
        constant.numbers.assign(floats->floats().begin(), floats->floats().end());
        constant.shape = {static_cast<std::int64_t>(constant.numbers.size())};
    } else {
        node.unsupported("of no numbers");
    }
    builder.hold(constant.size());
    return constant;
}

Constant copied(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    return reshaped(builder, source, source.shape);
}

Constant cast(OnnxBuilder& builder, const OnnxNode& node)
{
    constexpr std::int64_t float32 = 1, int32 = 6, int64 = 7;
    const std::int64_t to = node.whole("to", float32);
    const Constant& source = builder.constant(node, 0);
    if (to == int64 || to == int32) {
        if (!source.whole)
            node.unsupported("to whole numbers");
        return copied(builder, node);
    }
    if (to != float32 || std::ranges::count(source.integers, anyBatch) > 0)
        node.unsupported("to type " + std::to_string(to));
    builder.spend(source.size());
    return {.shape = source.shape, .numbers = source.asNumbers()};
}

Constant gather(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    const Constant& indices = builder.constant(node, 1);
    if (source.shape.size() != 1 || indices.shape.size() > 1 || !indices.whole ||
        node.whole("axis", 0) != 0)
        node.unsupported("of more than one dimension");
    const auto length = static_cast<std::int64_t>(source.size());
    std::vector<std::size_t> places;
    for (std::int64_t index : indices.integers) {
        index += index < 0 && index >= -length ? length : 0;
        if (index < 0 || index >= length)
            node.problem("it takes number " + std::to_string(index) + " of " +
                         std::to_string(length));
        places.push_back(static_cast<std::size_t>(index));
    }
    return pick(builder, source, indices.shape, [&](std::size_t i) { return places[i]; });
}

Constant unsqueeze(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    Shape axes = builder.wholeNumbers(node, "axes", 1).value_or(Shape{});
    Shape shape = source.shape;
    for (std::int64_t& axis : axes)
        axis = static_cast<std::int64_t>(axisOf(node, axis, source.shape.size() + axes.size()));
    std::ranges::sort(axes);
    for (const std::int64_t axis : axes) {
        if (axis > static_cast<std::int64_t>(shape.size()))
            node.problem("its axes do not fit");
        shape.insert(shape.begin() + axis, 1);
    }
    return reshaped(builder, source, std::move(shape));
}

Constant squeeze(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    const auto axes = builder.wholeNumbers(node, "axes", 1);
    std::vector<bool> dropped(source.shape.size(), !axes);
    for (const std::int64_t axis : axes.value_or(Shape{}))
        dropped[axisOf(node, axis, source.shape.size())] = true;
    Shape shape;
    for (std::size_t i = 0; i < source.shape.size(); ++i)
        if (!dropped[i] || source.shape[i] != 1)
            shape.push_back(source.shape[i]);
    return reshaped(builder, source, std::move(shape));
}

Constant concatenation(OnnxBuilder& builder, const OnnxNode& node)
{
    Constant joined{.shape = {0}, .whole = builder.constant(node, 0).whole};
    for (std::size_t i = 0; i < node.inputs(); ++i) {
        const Constant& part = builder.constant(node, i);
        if (part.shape.size() != 1 || part.whole != joined.whole)
            node.unsupported("of constants of more than one dimension");
        builder.spend(part.size());
        joined.numbers.insert(joined.numbers.end(), part.numbers.begin(), part.numbers.end());
        joined.integers.insert(joined.integers.end(), part.integers.begin(), part.integers.end());
    }
    joined.shape = {static_cast<std::int64_t>(joined.size())};
    return joined;
}

/// Of one dimension, or along the first of two.
Constant slice(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    const auto one = [&](const std::string& attribute, std::size_t input, std::int64_t otherwise) {
        const auto given = builder.wholeNumbers(node, attribute, input);
        if (given && given->size() != 1)
            node.unsupported("along several axes");
        return given ? given->front() : otherwise;
    };
    if (source.shape.empty() || source.shape.size() > 2 || one("axes", 3, 0) != 0)
        node.unsupported("along other axes than the first");
    const std::int64_t length = source.shape[0], step = one("steps", 4, 1);
    const std::int64_t starts = one("starts", 1, 0), ends = one("ends", 2, length);
    if (step != 1 && step != -1)
        node.unsupported("with steps");
    const auto clamped = [length](std::int64_t place, std::int64_t least, std::int64_t most) {
        return std::clamp(place < 0 && place >= -length ? place + length : place, least, most);
    };
    const std::int64_t first = step > 0 ? clamped(starts, 0, length)
                                        : clamped(starts, 0, std::max<std::int64_t>(length - 1, 0));
    const std::int64_t last = step > 0 ? clamped(ends, 0, length) : clamped(ends, -1, length - 1);
    Shape shape = source.shape;
    shape[0] = std::max<std::int64_t>(0, (last - first) * step);
    const std::size_t width =
        source.shape.size() == 2 ? static_cast<std::size_t>(source.shape[1]) : 1;
    return pick(builder, source, std::move(shape), [=](std::size_t i) {
        const auto row = first + step * static_cast<std::int64_t>(i / width);
        return static_cast<std::size_t>(row) * width + i % width;
    });
}

Constant reshape(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    Shape shape = builder.wholeNumbers(node, "shape", 1).value_or(Shape{});
    auto rest = shape.end();
    for (auto side = shape.begin(); side != shape.end(); ++side) {
        const auto index = static_cast<std::size_t>(side - shape.begin());
        if (*side == 0 && index < source.shape.size())
            *side = source.shape[index];
        if (*side == -1 && rest == shape.end()) {
            rest = side;
            *side = 1;
        }
    }
    const std::size_t known = countOf(shape, node.name());
    if (rest != shape.end() && known != 0)
        *rest = static_cast<std::int64_t>(source.size() / known);
    if (countOf(shape, node.name()) != source.size())
        node.problem(describe(source.shape) + " cannot become " + describe(shape));
    return reshaped(builder, source, std::move(shape));
}

/// Of two dimensions: the matrix of a dense layer, or pairs of paddings.
Constant transpose(OnnxBuilder& builder, const OnnxNode& node)
{
    const Constant& source = builder.constant(node, 0);
    if (source.shape.size() != 2 || node.list("perm").value_or(Shape{1, 0}) != Shape{1, 0})
        node.unsupported("of constants of other than two dimensions");
    const auto rows = static_cast<std::size_t>(source.shape[0]);
    const auto columns = static_cast<std::size_t>(source.shape[1]);
    return pick(builder, source, {source.shape[1], source.shape[0]},
                [=](std::size_t i) { return i % rows * columns + i / rows; });
}

Constant filled(OnnxBuilder& builder, const OnnxNode& node)
{
    constexpr std::size_t most = 4096;
    const Constant& sides = builder.constant(node, 0);
    if (!sides.whole || sides.size() > 8)
        node.problem("its shape is not a list of whole numbers");
    if (countOf(sides.integers, node.name()) > most)
        node.unsupported("of many numbers");
    Constant value{.shape = {1}, .numbers = {0}};
    if (const AttributeProto* given = node.find("value"); given && given->has_t())
        value = readTensor(given->t(), node.name());
    if (value.size() != 1)
        node.problem("its value is " + describe(value.shape));
    return pick(builder, value, sides.integers, [](std::size_t) { return std::size_t{0}; });
}

const std::map<std::string_view, Fold>& folds()
{
    static const std::map<std::string_view, Fold> all{
        {"Constant", constantNode}, {"Identity", copied},
        {"Dropout", copied},        {"Cast", cast},
        {"Gather", gather},         {"Unsqueeze", unsqueeze},
        {"Squeeze", squeeze},       {"Concat", concatenation},
        {"Slice", slice},           {"Reshape", reshape},
        {"Transpose", transpose},   {"ConstantOfShape", filled},
    };
    return all;
}

} // namespace

std::optional<Constant> foldNode(OnnxBuilder& builder, const OnnxNode& node)
{
    const auto found = folds().find(node.kind());
    if (found == folds().end())
        return std::nullopt;
    return found->second(builder, node);
}

} // namespace pareidolia::onnx
