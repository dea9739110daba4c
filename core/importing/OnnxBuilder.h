// SPDX-License-Identifier: GPL-3.0-or-later
// The network under construction, while the nodes of an ONNX graph are visited in order.
#pragma once

#include "core/importing/NetworkGraph.h"
#include "core/importing/OnnxConstant.h"
#include "core/importing/OnnxNode.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pareidolia::onnx {

/// A value that depends on the picture. The shape begins with the batch, given as 1.
struct Flowing
{
    std::size_t value = 0; ///< as in NetworkGraph
    Shape shape;

    bool isPlane() const { return shape.size() == 4; }
    std::size_t numbers() const { return countOf(shape, "a value"); }
};

/// A value that depends on an unknown operator.
struct Unknown
{};

using Value = std::variant<Flowing, ConstantPointer, Unknown>;

/// Thrown when an Unknown is used: the result is then unknown, too.
struct OnnxUnknown
{};

class OnnxBuilder
{
public:
    /// `batch`: the batch size in the file; 0: any.
    OnnxBuilder(std::array<std::int64_t, 3> input, std::int64_t batch, std::int64_t opset);

    std::int64_t opset() const { return m_opset; }
    std::int64_t batch() const { return m_batch; }

    void define(const std::string& name, Value value);
    const Value& find(const OnnxNode& node, std::size_t input) const;

    const Value& named(const std::string& name) const { return m_values.at(name); }
    bool isKnownNow(const OnnxNode& node, std::size_t input) const
    {
        return std::holds_alternative<ConstantPointer>(find(node, input));
    }

    /// The value of the node's first output.
    const Value& made(const OnnxNode& node) const { return m_values.at(node.output(0)); }

    /// Counts how often live nodes use a value: one used once may be changed in place.
    void countUse(const std::string& name) { ++m_uses[name]; }
    bool usedOnce(const std::string& name) const;

    /// Input number `input`, which depends on the picture.
    const Flowing& flowing(const OnnxNode& node, std::size_t input = 0) const;
    /// The same, four-dimensional.
    const Flowing& plane(const OnnxNode& node, std::size_t input = 0) const;
    bool isConstant(const OnnxNode& node, std::size_t input) const;
    /// Input number `input`, which is known now.
    const Constant& constant(const OnnxNode& node, std::size_t input) const;
    /// Its whole numbers, or those of the attribute: newer opsets made attributes inputs.
    std::optional<Shape> wholeNumbers(const OnnxNode& node, const std::string& attribute,
                                      std::size_t input) const;

    /// A copy of a constant for a layer.
    WeightTensor weights(const Constant& constant);

    /// Adds a layer whose result is the node's first output. Checks that `shape` is possible.
    void add(const OnnxNode& node, Operation operation, std::vector<std::size_t> inputs,
             Shape shape);
    void add(const OnnxNode& node, Operation operation, Shape shape)
    {
        add(node, std::move(operation), {flowing(node).value}, std::move(shape));
    }
    /// The node's first output is its input as it was.
    void pass(const OnnxNode& node) { define(node.output(0), find(node, 0)); }

    /// The layer that made a value; null for the picture.
    Layer* makerOf(const Flowing& value);

    /// Counts numbers that are in the file.
    void hold(std::size_t numbers);
    /// Counts numbers that are copied: a small file must not fill the memory.
    void spend(std::size_t numbers);

    NetworkGraph take(std::size_t output);

private:
    NetworkGraph m_graph;
    std::int64_t m_batch;
    std::int64_t m_opset;
    std::map<std::string, Value> m_values;
    std::map<std::string, int> m_uses;
    std::size_t m_held = 0;
    std::size_t m_spent = 0;
};

using Handler = void (*)(OnnxBuilder&, const OnnxNode&);
using Handlers = std::map<std::string_view, Handler>;

void addWindowHandlers(Handlers& handlers);     ///< convolutions, pooling, padding
void addChannelHandlers(Handlers& handlers);    ///< dense layers, batch normalisation, softmax …
void addArithmeticHandlers(Handlers& handlers); ///< of two values, or of a value and constants
void addActivationHandlers(Handlers& handlers);
void addShapeHandlers(Handlers& handlers); ///< reshaping, joining, passing on

/// Computes a node whose inputs are all constants; nothing if its kind is not folded.
std::optional<Constant> foldNode(OnnxBuilder& builder, const OnnxNode& node);

} // namespace pareidolia::onnx
