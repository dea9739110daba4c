// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/OnnxTensors.h"

#include "onnx.pb.h"

#include <ATen/ATen.h>
#include <cstring>

namespace pareidolia::interpreter {

namespace {

/// How the numbers of a tensor lie in `raw_data`, as LibTorch names it. Types that it lacks are
/// read as those of the same width.
at::ScalarType rawType(int dataType)
{
    switch (dataType) { // TensorProto.DataType
    case 1:
        return at::kFloat;
    case 2:
        return at::kByte;
    case 3:
        return at::kChar;
    case 4: // uint16
    case 5:
        return at::kShort;
    case 6:
    case 12: // uint32
        return at::kInt;
    case 7:
    case 13: // uint64
        return at::kLong;
    case 9:
        return at::kBool;
    case 10:
        return at::kHalf;
    case 11:
        return at::kDouble;
    case 16:
        return at::kBFloat16;
    default:
        throw OnnxFault("numbers of type " + std::to_string(dataType) + " are not supported");
    }
}

/// A negative number was a large one without a sign.
at::Tensor withoutSign(const at::Tensor& numbers, int dataType)
{
    if (dataType == 4)
        return numbers.to(at::kInt).bitwise_and(0xffff);
    if (dataType == 12)
        return numbers.to(at::kLong).bitwise_and(std::int64_t{0xffffffff});
    return numbers;
}

void checkCount(std::size_t held, std::int64_t needed, std::size_t width)
{
    if (held != static_cast<std::size_t>(needed) * width)
        throw OnnxFault("it holds " + std::to_string(held / width) + " numbers instead of " +
                        std::to_string(needed));
}

/// From one of the typed fields, whose numbers may be wider than the tensor's: half precision lies
/// as bits in an int32.
template <typename To, typename Field>
void copyNumbers(const at::Tensor& to, const Field& field)
{
    checkCount(static_cast<std::size_t>(field.size()), to.numel(), 1);
    auto* numbers = static_cast<To*>(to.data_ptr());
    for (int i = 0; i < field.size(); ++i)
        numbers[i] = static_cast<To>(field.Get(i));
}

void copyTyped(const at::Tensor& to, const onnx::TensorProto& from)
{
    switch (to.scalar_type()) {
    case at::kFloat:
        return copyNumbers<float>(to, from.float_data());
    case at::kDouble:
        return copyNumbers<double>(to, from.double_data());
    case at::kLong:
        return from.data_type() == 13 ? copyNumbers<std::int64_t>(to, from.uint64_data())
                                      : copyNumbers<std::int64_t>(to, from.int64_data());
    case at::kInt:
        return from.data_type() == 12 ? copyNumbers<std::int32_t>(to, from.uint64_data())
                                      : copyNumbers<std::int32_t>(to, from.int32_data());
    case at::kByte:
        return copyNumbers<std::uint8_t>(to, from.int32_data());
    case at::kChar:
        return copyNumbers<std::int8_t>(to, from.int32_data());
    case at::kBool:
        return copyNumbers<bool>(to, from.int32_data());
    default: // 16 bits: whole numbers, or halves as their bits
        return copyNumbers<std::uint16_t>(to, from.int32_data());
    }
}

} // namespace

at::Tensor readTensor(const onnx::TensorProto& tensor)
{
    if (tensor.data_location() != 0 || tensor.external_data_size() > 0)
        throw OnnxFault("its numbers are in another file");
    const at::ScalarType type = rawType(tensor.data_type());
    const Sizes sides(tensor.dims().begin(), tensor.dims().end());
    checkSize(sides);
    std::int64_t count = 1;
    for (const std::int64_t side : sides)
        count *= side;
    const std::size_t width = at::elementSize(type);
    if (tensor.has_raw_data()) // before memory is asked for
        checkCount(tensor.raw_data().size(), count, width);
    const at::Tensor numbers = at::zeros(sides, type);
    if (!tensor.has_raw_data())
        copyTyped(numbers, tensor);
    else if (type == at::kBool) // any other bits than 0 and 1 would be no truth value
        for (std::int64_t i = 0; i < count; ++i)
            static_cast<bool*>(numbers.data_ptr())[i] =
                tensor.raw_data()[static_cast<std::size_t>(i)] != 0;
    else if (count > 0)
        std::memcpy(numbers.data_ptr(), tensor.raw_data().data(), tensor.raw_data().size());
    if (type == at::kHalf || type == at::kBFloat16)
        return numbers.to(at::kFloat);
    return withoutSign(numbers, tensor.data_type());
}

Attribute readAttribute(const onnx::AttributeProto& attribute)
{
    Attribute result{.number = attribute.f(),
                     .integer = attribute.i(),
                     .text = attribute.s(),
                     .integers = Sizes(attribute.ints().begin(), attribute.ints().end()),
                     .numbers = {attribute.floats().begin(), attribute.floats().end()},
                     .tensor = nullptr};
    if (attribute.has_t())
        result.tensor = std::make_shared<const at::Tensor>(readTensor(attribute.t()));
    return result;
}

} // namespace pareidolia::interpreter
