// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxConstant.h"

#include "onnx.pb.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

namespace pareidolia::onnx {

namespace {

/// What a network's largest tensor may hold: protobuf itself ends at 2 GB.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 29;

/// TensorProto.DataType of onnx.proto.
enum class Kind {
    Float32 = 1,
    Unsigned8 = 2,
    Signed8 = 3,
    Signed32 = 6,
    Signed64 = 7,
    Boolean = 9,
    Float16 = 10,
    Float64 = 11,
    BFloat16 = 16
};

std::optional<std::size_t> bytesOf(int type)
{
    switch (static_cast<Kind>(type)) {
    case Kind::Unsigned8:
    case Kind::Signed8:
    case Kind::Boolean:
        return 1;
    case Kind::Float16:
    case Kind::BFloat16:
        return 2;
    case Kind::Float32:
    case Kind::Signed32:
        return 4;
    case Kind::Signed64:
    case Kind::Float64:
        return 8;
    }
    return std::nullopt;
}

bool isWhole(int type)
{
    const Kind kind = static_cast<Kind>(type);
    return kind == Kind::Unsigned8 || kind == Kind::Signed8 || kind == Kind::Signed32 ||
           kind == Kind::Signed64 || kind == Kind::Boolean;
}

/// How many numbers stand in the typed field that belongs to the tensor's type.
std::size_t typedCount(const TensorProto& tensor)
{
    switch (static_cast<Kind>(tensor.data_type())) {
    case Kind::Float32:
        return static_cast<std::size_t>(tensor.float_data_size());
    case Kind::Float64:
        return static_cast<std::size_t>(tensor.double_data_size());
    case Kind::Signed64:
        return static_cast<std::size_t>(tensor.int64_data_size());
    default:
        return static_cast<std::size_t>(tensor.int32_data_size());
    }
}

float fromHalf(std::uint16_t bits)
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

float fromBFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// One number of little-endian bytes, as every machine of ours keeps them.
template <typename Number>
Number rawAt(const std::string& bytes, std::size_t index)
{
    Number number;
    std::memcpy(&number, bytes.data() + index * sizeof(Number), sizeof(Number));
    return number;
}

float rawNumber(const std::string& bytes, Kind kind, std::size_t index)
{
    switch (kind) {
    case Kind::Float16:
        return fromHalf(rawAt<std::uint16_t>(bytes, index));
    case Kind::BFloat16:
        return fromBFloat(rawAt<std::uint16_t>(bytes, index));
    case Kind::Float64:
        return static_cast<float>(rawAt<double>(bytes, index));
    default:
        return rawAt<float>(bytes, index);
    }
}

std::int64_t rawInteger(const std::string& bytes, Kind kind, std::size_t index)
{
    switch (kind) {
    case Kind::Unsigned8:
    case Kind::Boolean:
        return rawAt<std::uint8_t>(bytes, index);
    case Kind::Signed8:
        return rawAt<std::int8_t>(bytes, index);
    case Kind::Signed32:
        return rawAt<std::int32_t>(bytes, index);
    default:
        return rawAt<std::int64_t>(bytes, index);
    }
}

float typedNumber(const TensorProto& tensor, Kind kind, int index)
{
    switch (kind) {
    case Kind::Float16:
        return fromHalf(static_cast<std::uint16_t>(tensor.int32_data(index)));
    case Kind::BFloat16:
        return fromBFloat(static_cast<std::uint16_t>(tensor.int32_data(index)));
    case Kind::Float64:
        return static_cast<float>(tensor.double_data(index));
    default:
        return tensor.float_data(index);
    }
}

std::int64_t typedInteger(const TensorProto& tensor, Kind kind, int index)
{
    return kind == Kind::Signed64 ? tensor.int64_data(index) : tensor.int32_data(index);
}

} // namespace

std::vector<float> Constant::asNumbers() const
{
    if (!whole)
        return numbers;
    std::vector<float> floats;
    floats.reserve(integers.size());
    for (const std::int64_t integer : integers)
        floats.push_back(static_cast<float>(integer));
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
    const auto width = bytesOf(tensor.data_type());
    if (!width)
        throw OnnxProblem{name + " holds numbers of type " + std::to_string(tensor.data_type()) +
                          ", which is not supported"};
    const Shape shape(tensor.dims().begin(), tensor.dims().end());
    const std::size_t count = countOf(shape, name);
    const bool raw = tensor.has_raw_data();
    const std::size_t held = raw ? tensor.raw_data().size() / *width : typedCount(tensor);
    if (held != count || (raw && tensor.raw_data().size() % *width != 0))
        throw OnnxProblem{name + " has " + std::to_string(held) + " numbers, but its shape " +
                          describe(shape) + " needs " + std::to_string(count)};
}

Constant readTensor(const TensorProto& tensor, const std::string& name)
{
    checkTensor(tensor, name);
    const Kind kind = static_cast<Kind>(tensor.data_type());
    Constant constant{.shape = Shape(tensor.dims().begin(), tensor.dims().end()),
                      .whole = isWhole(tensor.data_type())};
    const std::size_t count = countOf(constant.shape, name);
    const bool raw = tensor.has_raw_data();
    const auto at = [](std::size_t index) { return static_cast<int>(index); };
    if (constant.whole) {
        constant.integers.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            constant.integers.push_back(raw ? rawInteger(tensor.raw_data(), kind, i)
                                            : typedInteger(tensor, kind, at(i)));
    } else {
        constant.numbers.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            constant.numbers.push_back(raw ? rawNumber(tensor.raw_data(), kind, i)
                                           : typedNumber(tensor, kind, at(i)));
    }
    return constant;
}

} // namespace pareidolia::onnx
