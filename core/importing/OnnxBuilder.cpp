// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxBuilder.h"

#include <utility>

namespace pareidolia::onnx {

namespace {

/// How many numbers any network may copy, and how often all those of a file: weights are shared
/// seldom, and memory must stay in proportion to the file.
constexpr std::size_t freeNumbers = std::size_t{1} << 22;
constexpr std::size_t mostCopies = 8;

constexpr std::size_t mostAxes = 6;

} // namespace

OnnxBuilder::OnnxBuilder(std::array<std::int64_t, 3> input, std::int64_t batch, std::int64_t opset)
    : m_batch(batch), m_opset(opset)
{
    m_graph.input = input;
}

void OnnxBuilder::define(const std::string& name, Value value)
{
    m_values.insert_or_assign(name, std::move(value));
}

const Value& OnnxBuilder::find(const OnnxNode& node, std::size_t input) const
{
    const auto found = m_values.find(node.input(input));
    if (found == m_values.end())
        node.problem("no earlier node gives its input " + std::to_string(input));
    return found->second;
}

bool OnnxBuilder::usedOnce(const std::string& name) const
{
    const auto found = m_uses.find(name);
    return found != m_uses.end() && found->second == 1;
}

const Flowing& OnnxBuilder::flowing(const OnnxNode& node, std::size_t input) const
{
    const Value& value = find(node, input);
    if (std::holds_alternative<Unknown>(value))
        throw OnnxUnknown{};
    if (std::holds_alternative<ConstantPointer>(value))
        node.unsupported("of constants");
    return std::get<Flowing>(value);
}

const Flowing& OnnxBuilder::plane(const OnnxNode& node, std::size_t input) const
{
    const Flowing& value = flowing(node, input);
    if (!value.isPlane())
        node.unsupported("of " + std::to_string(value.shape.size()) + " dimensions");
    return value;
}

bool OnnxBuilder::isConstant(const OnnxNode& node, std::size_t input) const
{
    const Value& value = find(node, input);
    if (std::holds_alternative<Unknown>(value))
        throw OnnxUnknown{};
    return std::holds_alternative<ConstantPointer>(value);
}

const Constant& OnnxBuilder::constant(const OnnxNode& node, std::size_t input) const
{
    if (!isConstant(node, input))
        node.unsupported("its input " + std::to_string(input) + " depends on the picture");
    return *std::get<ConstantPointer>(find(node, input));
}

std::optional<Shape> OnnxBuilder::wholeNumbers(const OnnxNode& node, const std::string& attribute,
                                               std::size_t input) const
{
    if (auto list = node.list(attribute))
        return list;
    if (!node.hasInput(input))
        return std::nullopt;
    const Constant& given = constant(node, input);
    if (!given.whole)
        node.problem("its " + attribute + " are not whole numbers");
    if (given.integers.size() > 4 * mostAxes)
        node.problem("its " + attribute + " are too many");
    return given.integers;
}

WeightTensor OnnxBuilder::weights(const Constant& constant)
{
    spend(constant.size());
    return {constant.shape, constant.asNumbers()};
}

void OnnxBuilder::add(const OnnxNode& node, Operation operation, std::vector<std::size_t> inputs,
                      Shape shape)
{
    if (shape.size() > mostAxes)
        node.unsupported("more than " + std::to_string(mostAxes) + " dimensions");
    if (countOf(shape, "what " + node.kind() + " \"" + node.name() + "\" gives") == 0)
        node.problem("nothing is left (" + describe(shape) + ")");
    m_graph.layers.push_back({node.name(), std::move(operation), std::move(inputs)});
    define(node.output(0), Flowing{m_graph.layers.size(), std::move(shape)});
}

Layer* OnnxBuilder::makerOf(const Flowing& value)
{
    return value.value == 0 ? nullptr : &m_graph.layers[value.value - 1];
}

void OnnxBuilder::hold(std::size_t numbers)
{
    m_held += numbers;
}

void OnnxBuilder::spend(std::size_t numbers)
{
    m_spent += numbers;
    if (m_spent > freeNumbers + mostCopies * m_held)
        throw OnnxProblem{"its weights would need too much memory"};
}

NetworkGraph OnnxBuilder::take(std::size_t output)
{
    m_graph.output = output;
    return std::move(m_graph);
}

} // namespace pareidolia::onnx
