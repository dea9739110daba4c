// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxCall.h"

#include <ATen/ATen.h>

namespace pareidolia::interpreter {

namespace {

constexpr std::int64_t mostNumbers = std::int64_t{1} << 29;

/// The numbers are those of TensorProto.DataType.
at::ScalarType scalarType(std::int64_t dataType)
{
    switch (dataType) {
    case 1:  // float
    case 10: // float16
    case 16: // bfloat16
        return at::kFloat;
    case 2: // uint8
        return at::kByte;
    case 3: // int8
        return at::kChar;
    case 5: // int16
        return at::kShort;
    case 4: // uint16
    case 6: // int32
        return at::kInt;
    case 7:  // int64
    case 12: // uint32
    case 13: // uint64
        return at::kLong;
    case 9: // bool
        return at::kBool;
    case 11: // double
        return at::kDouble;
    default:
        throw OnnxFault("numbers of type " + std::to_string(dataType) + " are not supported");
    }
}

OperatorTable makeTable()
{
    OperatorTable table;
    for (const auto add :
         {addActivations, addArithmetic, addAttention, addConvolutions, addIndexing, addJoining,
          addLogic, addMatrices, addNormalisations, addPooling, addQuantisation, addReductions,
          addResizing, addScattering, addShapes})
        add(table);
    return table;
}

} // namespace

bool OnnxCall::has(std::size_t input) const
{
    return input < m_inputs.size() && m_inputs[input].defined();
}

const at::Tensor& OnnxCall::input(std::size_t index) const
{
    if (!has(index))
        throw OnnxFault("its input " + std::to_string(index + 1) + " is missing");
    return m_inputs[index];
}

at::Tensor OnnxCall::inputOrNone(std::size_t index) const
{
    return has(index) ? m_inputs[index] : at::Tensor();
}

Sizes OnnxCall::sizesIn(std::size_t index) const
{
    const at::Tensor numbers = input(index).detach().to(at::kCPU, at::kLong).contiguous();
    const auto* first = numbers.data_ptr<std::int64_t>();
    return {first, first + numbers.numel()};
}

double OnnxCall::numberIn(std::size_t index) const
{
    if (input(index).numel() != 1)
        throw OnnxFault("its input " + std::to_string(index + 1) + " is not one number");
    return input(index).detach().to(at::kDouble).item<double>();
}

const Attribute* OnnxCall::attribute(std::string_view name) const
{
    const auto found = m_attributes.find(name);
    return found == m_attributes.end() ? nullptr : &found->second;
}

std::int64_t OnnxCall::integer(std::string_view name, std::int64_t otherwise) const
{
    const Attribute* found = attribute(name);
    return found ? found->integer : otherwise;
}

double OnnxCall::number(std::string_view name, double otherwise) const
{
    const Attribute* found = attribute(name);
    return found ? double{found->number} : otherwise;
}

std::string OnnxCall::text(std::string_view name, std::string otherwise) const
{
    const Attribute* found = attribute(name);
    return found ? found->text : otherwise;
}

std::optional<Sizes> OnnxCall::integers(std::string_view name) const
{
    const Attribute* found = attribute(name);
    return found ? std::optional(found->integers) : std::nullopt;
}

std::optional<Sizes> OnnxCall::integers(std::string_view name, std::size_t input) const
{
    return has(input) ? std::optional(sizesIn(input)) : integers(name);
}

OnnxOperator findOperator(std::string_view name)
{
    static const OperatorTable table = makeTable();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

std::int64_t axisWithin(std::int64_t axis, std::int64_t rank)
{
    if (axis < -rank || axis >= rank)
        throw OnnxFault("axis " + std::to_string(axis) + " of a tensor of rank " +
                        std::to_string(rank));
    return axis < 0 ? axis + rank : axis;
}

Sizes axesWithin(const Sizes& axes, std::int64_t rank)
{
    Sizes result;
    for (const std::int64_t axis : axes)
        result.push_back(axisWithin(axis, rank));
    return result;
}

void checkSize(const Sizes& sides)
{
    std::int64_t count = 1;
    for (const std::int64_t side : sides) {
        if (side < 0)
            throw OnnxFault("a tensor with a side of " + std::to_string(side));
        if (__builtin_mul_overflow(count, side, &count) || count > mostNumbers)
            throw OnnxFault("a tensor of more than " + std::to_string(mostNumbers) + " numbers");
    }
}

at::Tensor asDataType(const at::Tensor& tensor, std::int64_t dataType)
{
    return tensor.to(scalarType(dataType));
}

at::Tensor emptyOfDataType(std::int64_t dataType)
{
    return at::zeros({0}, scalarType(dataType));
}

at::Tensor wholeNumbers(const Sizes& numbers)
{
    at::Tensor tensor = at::zeros({static_cast<std::int64_t>(numbers.size())}, at::kLong);
    std::copy(numbers.begin(), numbers.end(), tensor.data_ptr<std::int64_t>());
    return tensor;
}

at::Tensor alongAxis(const at::Tensor& numbers, std::int64_t axis, std::int64_t rank)
{
    Sizes sides(static_cast<std::size_t>(rank), 1);
    sides[static_cast<std::size_t>(axisWithin(axis, rank))] = numbers.numel();
    return numbers.reshape(sides);
}

} // namespace pareidolia::interpreter
