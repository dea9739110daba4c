// SPDX-License-Identifier: GPL-3.0-or-later
// One node of an ONNX network while it runs: its inputs, attributes and the version of its
// operator set. For the operators of the interpreter only; what a network does wrong is thrown
// (OnnxFault, or LibTorch's own exceptions) and becomes an Error in OnnxInterpreter.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace pareidolia::interpreter {

/// A node that asks for what it cannot have; the sentence's "why".
class OnnxFault : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

using Tensors = std::vector<at::Tensor>;
using Sizes = std::vector<std::int64_t>;

/// What an attribute holds; which field counts, the operator knows.
struct Attribute
{
    float number = 0;
    std::int64_t integer = 0;
    std::string text;
    Sizes integers;
    std::vector<float> numbers;
    std::shared_ptr<const at::Tensor> tensor; ///< null unless there is one
};

using Attributes = std::map<std::string, Attribute, std::less<>>;

/// What a call computes with. All lives as long as the call.
class OnnxCall
{
public:
    OnnxCall(const Attributes& attributes, std::int64_t operatorSet, const Tensors& inputs,
             std::size_t outputs)
        : m_attributes(attributes), m_operatorSet(operatorSet), m_inputs(inputs), m_outputs(outputs)
    {}

    std::int64_t operatorSet() const { return m_operatorSet; }
    std::size_t inputCount() const { return m_inputs.size(); }
    /// How many outputs the node names, which may be fewer than the operator has.
    std::size_t outputCount() const { return m_outputs; }

    /// Inputs that are left out are not there.
    bool has(std::size_t input) const;
    /// Throws if it is not there.
    const at::Tensor& input(std::size_t index) const;
    /// An undefined tensor if it is not there.
    at::Tensor inputOrNone(std::size_t index) const;
    const Tensors& inputs() const { return m_inputs; }
    /// The numbers of an input that gives sizes, axes or indices.
    Sizes sizesIn(std::size_t index) const;
    /// The only number of an input.
    double numberIn(std::size_t index) const;

    const Attributes& attributes() const { return m_attributes; }
    const Attribute* attribute(std::string_view name) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    double number(std::string_view name, double otherwise) const;
    std::string text(std::string_view name, std::string otherwise) const;
    std::optional<Sizes> integers(std::string_view name) const;
    /// Sizes that newer operator sets take from an input and older ones from an attribute.
    std::optional<Sizes> integers(std::string_view name, std::size_t input) const;

private:
    const Attributes& m_attributes;
    std::int64_t m_operatorSet;
    const Tensors& m_inputs;
    std::size_t m_outputs;
};

/// A pure function; called by many threads at once.
using OnnxOperator = Tensors (*)(const OnnxCall& call);

/// Null if there is none of that name.
OnnxOperator findOperator(std::string_view name);

using OperatorTable = std::map<std::string_view, OnnxOperator>;

// The families, one file each.
void addActivations(OperatorTable& table);
void addArithmetic(OperatorTable& table);
void addAttention(OperatorTable& table);
void addConvolutions(OperatorTable& table);
void addIndexing(OperatorTable& table);
void addJoining(OperatorTable& table);
void addLogic(OperatorTable& table);
void addMatrices(OperatorTable& table);
void addNormalisations(OperatorTable& table);
void addPooling(OperatorTable& table);
void addQuantisation(OperatorTable& table);
void addReductions(OperatorTable& table);
void addResizing(OperatorTable& table);
void addScattering(OperatorTable& table);
void addShapes(OperatorTable& table);

// What several families need.

/// 0 … rank − 1; axes may be counted from the end. Throws if there is no such axis.
std::int64_t axisWithin(std::int64_t axis, std::int64_t rank);
Sizes axesWithin(const Sizes& axes, std::int64_t rank);
/// Throws if a tensor of these sides would be larger than any network needs.
void checkSize(const Sizes& sides);
/// Of LibTorch, for the number of an ONNX data type: those without an equal become wider ones, and
/// 16-bit floats become float32. Throws if it is no type of numbers.
at::Tensor asDataType(const at::Tensor& tensor, std::int64_t dataType);
at::Tensor emptyOfDataType(std::int64_t dataType);
/// Whole numbers, kept where shapes are calculated.
at::Tensor wholeNumbers(const Sizes& numbers);
/// One number for each index of an axis, so that it multiplies a tensor of that rank along it.
at::Tensor alongAxis(const at::Tensor& numbers, std::int64_t axis, std::int64_t rank);

} // namespace pareidolia::interpreter
