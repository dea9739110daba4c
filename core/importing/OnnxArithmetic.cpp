// SPDX-License-Identifier: GPL-3.0-or-later
// Sums, products and the like: of what depends on the picture, or of it and constants.
#include "core/importing/OnnxBuilder.h"

#include <algorithm>

namespace pareidolia::onnx {

namespace {

using Kind = Elementwise::Kind;

/// One number a channel, or one at all, from a constant that is spread over a value.
std::vector<float> byChannel(const OnnxNode& node, const Constant& constant, const Shape& value)
{
    Shape shape = constant.shape;
    if (node.whole("broadcast", 0) != 0) { // before opset 7 sides stood from an axis on
        const std::int64_t axis = node.whole("axis", -1);
        const auto rank = static_cast<std::int64_t>(value.size());
        if (axis >= 0 && axis < rank && axis + static_cast<std::int64_t>(shape.size()) <= rank)
            shape.resize(static_cast<std::size_t>(rank - axis), 1);
    }
    std::vector<float> numbers = constant.asNumbers();
    if (numbers.size() == 1 && shape.size() <= value.size())
        return numbers;
    const auto channelFromTheEnd = value.size() - 2;
    bool fits = value.size() >= 2 && shape.size() <= value.size() && !numbers.empty();
    for (std::size_t i = 0; fits && i < shape.size(); ++i)
        fits = i == channelFromTheEnd ? shape[shape.size() - 1 - i] == value[1]
                                      : shape[shape.size() - 1 - i] == 1;
    if (!fits)
        node.unsupported("with a constant of " + describe(constant.shape));
    return numbers;
}

WeightTensor vectorOf(std::vector<float> values)
{
    const auto size = static_cast<std::int64_t>(values.size());
    return {{size}, std::move(values)};
}

ChannelAffine affine(const OnnxNode& node, Kind kind, std::vector<float> numbers, bool constantLast)
{
    std::vector<float> scale(numbers.size(), 1), shift(numbers.size(), 0);
    switch (kind) {
    case Kind::Multiply:
        scale = std::move(numbers);
        break;
    case Kind::Divide:
        if (!constantLast)
            node.unsupported("of a constant by a value that depends on the picture");
        for (std::size_t i = 0; i < numbers.size(); ++i)
            scale[i] = 1 / numbers[i];
        break;
    case Kind::Subtract:
        if (constantLast)
            for (std::size_t i = 0; i < numbers.size(); ++i)
                shift[i] = -numbers[i];
        else
            scale.assign(numbers.size(), -1), shift = std::move(numbers);
        break;
    default:
        shift = std::move(numbers);
    }
    return {vectorOf(std::move(scale)), vectorOf(std::move(shift))};
}

/// A bias that some exporters write as a sum of its own.
bool becomesBias(OnnxBuilder& builder, const OnnxNode& node, std::size_t flowingInput,
                 const std::vector<float>& numbers)
{
    Layer* maker = builder.makerOf(builder.flowing(node, flowingInput));
    if (!maker || !builder.usedOnce(node.input(flowingInput)))
        return false;
    Dense* dense = std::get_if<Dense>(&maker->operation);
    if (!dense || !dense->bias.values.empty() ||
        numbers.size() != static_cast<std::size_t>(dense->weight.shape[0]))
        return false;
    dense->bias = vectorOf(numbers);
    return true;
}

void withConstant(OnnxBuilder& builder, const OnnxNode& node, Kind kind, bool constantLast)
{
    const std::size_t flowingInput = constantLast ? 0 : 1;
    const Flowing value = builder.flowing(node, flowingInput);
    const Constant& constant = builder.constant(node, constantLast ? 1 : 0);
    builder.spend(constant.size());
    std::vector<float> numbers = byChannel(node, constant, value.shape);
    if (kind == Kind::Add && becomesBias(builder, node, flowingInput, numbers)) {
        builder.define(node.output(0), value);
        return;
    }
    builder.add(node, affine(node, kind, std::move(numbers), constantLast), {value.value},
                value.shape);
}

/// Sides of one are spread, as squeeze-and-excitation does.
Shape spread(const OnnxNode& node, const Shape& first, const Shape& second)
{
    if (first.size() != second.size())
        node.unsupported("of different numbers of dimensions");
    Shape shape = first;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (first[i] != second[i] && first[i] != 1 && second[i] != 1)
            node.problem(describe(first) + " and " + describe(second) + " do not fit");
        shape[i] = std::max(first[i], second[i]);
    }
    return shape;
}

void several(OnnxBuilder& builder, const OnnxNode& node, Kind kind)
{
    Shape shape = builder.flowing(node, 0).shape;
    std::vector<std::size_t> values;
    for (std::size_t i = 0; i < node.inputs(); ++i) {
        const Flowing& value = builder.flowing(node, i);
        shape = spread(node, shape, value.shape);
        values.push_back(value.value);
    }
    builder.add(node, Elementwise{.kind = kind}, std::move(values), std::move(shape));
}

template <Kind kind>
void ofTwo(OnnxBuilder& builder, const OnnxNode& node)
{
    if (node.inputs() != 2)
        node.problem("it takes " + std::to_string(node.inputs()) + " values instead of two");
    const bool firstIsConstant = builder.isConstant(node, 0);
    if (firstIsConstant || builder.isConstant(node, 1))
        withConstant(builder, node, kind, !firstIsConstant);
    else
        several(builder, node, kind);
}

template <Kind kind>
void ofAny(OnnxBuilder& builder, const OnnxNode& node)
{
    if (node.inputs() == 1)
        builder.pass(node);
    else
        several(builder, node, kind);
}

} // namespace

void addArithmeticHandlers(Handlers& handlers)
{
    handlers["Add"] = ofTwo<Kind::Add>;
    handlers["Sub"] = ofTwo<Kind::Subtract>;
    handlers["Mul"] = ofTwo<Kind::Multiply>;
    handlers["Div"] = ofTwo<Kind::Divide>;
    handlers["Sum"] = ofAny<Kind::Add>;
    handlers["Max"] = ofAny<Kind::Maximum>;
}

} // namespace pareidolia::onnx
