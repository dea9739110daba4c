// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxConstant.h"

#include "onnx.pb.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>

namespace pareidolia::onnx {

namespace {

/// What a network's largest tensor may hold: protobuf itself ends at 2 GB.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 29;

/// Sixteen bits with a sign, five bits of exponent and ten of fraction.
struct Half
{
    std::uint16_t bits;

    float value() const
    {
        const int exponent = (bits >> 10) & 31;
        const int fraction = bits & 1023;
        const float sign = bits & 0x8000 ? -1.0f : 1.0f;
        if (exponent == 31)
            return fraction ? NAN : sign * INFINITY;
        if (exponent == 0)
            return sign * std::ldexp(static_cast<float>(fraction), -24);
        return sign * std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
    }
};

/// The upper half of a float.
struct BFloat
{
    std::uint16_t bits;

    float value() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }
};

/// Hands `use` the field that holds a tensor's numbers where it has no raw data, and a value of the
/// type that raw data are made of. Throws OnnxProblem if the type is not supported.
void visitNumbers(const TensorProto& tensor, const std::string& name, const auto& use)
{
    switch (tensor.data_type()) { // TensorProto.DataType of onnx.proto
    case 1:
        return use(tensor.float_data(), float{});
    case 2:
    case 9: // truth values
        return use(tensor.int32_data(), std::uint8_t{});
    case 3:
        return use(tensor.int32_data(), std::int8_t{});
    case 6:
        return use(tensor.int32_data(), std::int32_t{});
    case 7:
        return use(tensor.int64_data(), std::int64_t{});
    case 10:
        return use(tensor.int32_data(), Half{});
    case 11:
        return use(tensor.double_data(), double{});
    case 16:
        return use(tensor.int32_data(), BFloat{});
    default:
        throw OnnxProblem{name + " holds numbers of type " + std::to_string(tensor.data_type()) +
                          ", which is not supported"};
    }
}

/// Number `index` of a tensor whose raw data are made of `Raw`; little-endian, as every machine of
/// ours is.
template <typename Raw>
auto numberAt(const TensorProto& tensor, const auto& field, std::size_t index)
{
    Raw raw{};
    if (tensor.has_raw_data())
        std::memcpy(&raw, tensor.raw_data().data() + index * sizeof(Raw), sizeof(Raw));
    const auto typed = [&] { return field.Get(static_cast<int>(index)); };
    if constexpr (std::integral<Raw>)
        return tensor.has_raw_data() ? std::int64_t{raw} : std::int64_t{typed()};
    else if constexpr (std::floating_point<Raw>)
        return static_cast<float>(tensor.has_raw_data() ? raw : typed());
    else
        return (tensor.has_raw_data() ? raw : Raw{static_cast<std::uint16_t>(typed())}).value();
}

} // namespace

std::vector<float> Constant::asNumbers() const
{
    if (!whole)
        return numbers;
    std::vector<float> floats(integers.size());
    std::ranges::transform(integers, floats.begin(),
                           [](std::int64_t integer) { return static_cast<float>(integer); });
    return floats;
}

std::size_t countOf(std::span<const std::int64_t> shape, const std::string& name)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape) {
        if (side < 0)
            throw OnnxProblem{name + " has a negative size (" + describe(shape) + ")"};
        if (side > mostNumbers || __builtin_mul_overflow(count, side, &count) ||
            count > mostNumbers)
            throw OnnxProblem{name + " is too large (" + describe(shape) + ")"};
    }
    return static_cast<std::size_t>(count);
}

std::string describe(std::span<const std::int64_t> shape)
{
    constexpr std::size_t most = 8;
    std::string text;
    for (const std::int64_t side : shape.first(std::min(most, shape.size())))
        text += (text.empty() ? "" : "×") + (side == anyBatch ? "N" : std::to_string(side));
    if (shape.size() > most)
        text += "×…";
    return text.empty() ? "one number" : text;
}

void checkTensor(const TensorProto& tensor, const std::string& name)
{
    if (tensor.data_location() != 0 || tensor.external_data_size() > 0)
        throw OnnxProblem{name + " is in another file (external data), which is not supported"};
    if (tensor.has_segment())
        throw OnnxProblem{name + " is segmented, which is not supported"};
    std::size_t width = 0, typed = 0;
    visitNumbers(tensor, name, [&](const auto& field, const auto& raw) {
        width = sizeof(raw);
        typed = static_cast<std::size_t>(field.size());
    });
    const Shape shape(tensor.dims().begin(), tensor.dims().end());
    const std::size_t count = countOf(shape, name);
    const bool raw = tensor.has_raw_data();
    const std::size_t held = raw ? tensor.raw_data().size() / width : typed;
    if (held != count || (raw && tensor.raw_data().size() % width != 0))
        throw OnnxProblem{name + " has " + std::to_string(held) + " numbers, but its shape " +
                          describe(shape) + " needs " + std::to_string(count)};
}

Constant readTensor(const TensorProto& tensor, const std::string& name)
{
    checkTensor(tensor, name);
    Constant constant{.shape = Shape(tensor.dims().begin(), tensor.dims().end())};
    const std::size_t count = countOf(constant.shape, name);
    visitNumbers(tensor, name, [&]<typename Raw>(const auto& field, const Raw&) {
        constant.whole = std::integral<Raw>;
        const auto fill = [&](auto& numbers) {
            numbers.reserve(count);
            for (std::size_t i = 0; i < count; ++i)
                numbers.push_back(numberAt<Raw>(tensor, field, i));
        };
        if constexpr (std::integral<Raw>)
            fill(constant.integers);
        else
            fill(constant.numbers);
    });
    return constant;
}

} // namespace pareidolia::onnx
