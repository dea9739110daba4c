// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxTensor.h"

#include "core/importing/OnnxProblem.h"
#include "onnx.pb.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace pareidolia::onnx {

namespace {

std::string named(const TensorProto& tensor)
{
    return "the tensor " + shown(tensor.name());
}

/// Sixteen bits with a sign, five bits of exponent and ten of fraction.
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

/// The upper half of a float.
float fromBrain(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// How many entries the field for the tensor's type has, and how many it should.
struct Entries
{
    std::int64_t held = 0;
    std::int64_t wanted = 0;
};

Entries typedEntries(const TensorProto& tensor)
{
    const std::int64_t count = countOf(tensor);
    switch (tensor.data_type()) {
    case element::number:
        return {tensor.float_data_size(), count};
    case 14: // complex64
        return {tensor.float_data_size(), 2 * count};
    case element::signed64:
        return {tensor.int64_data_size(), count};
    case element::text:
        return {tensor.string_data_size(), count};
    case element::wide:
        return {tensor.double_data_size(), count};
    case 15: // complex128
        return {tensor.double_data_size(), 2 * count};
    case 12: // uint32
    case 13: // uint64
        return {tensor.uint64_data_size(), count};
    default: { // what is smaller than a byte is packed, a byte an entry
        const int bits = bitsOf(tensor.data_type());
        return {tensor.int32_data_size(), bits < 8 ? (count * bits + 7) / 8 : count};
    }
    }
}

template <typename Raw>
void moveNumbers(TensorProto& tensor, const auto& field)
{
    std::string raw(static_cast<std::size_t>(field.size()) * sizeof(Raw), '\0');
    for (int i = 0; i < field.size(); ++i) {
        const Raw one = static_cast<Raw>(field.Get(i));
        std::memcpy(raw.data() + static_cast<std::size_t>(i) * sizeof(Raw), &one, sizeof(Raw));
    }
    tensor.set_raw_data(std::move(raw));
}

template <typename Raw>
Raw rawAt(const TensorProto& tensor, std::size_t index)
{
    Raw one{};
    std::memcpy(&one, tensor.raw_data().data() + index * sizeof(Raw), sizeof(Raw));
    return one;
}

bool isSmall(const TensorProto& tensor)
{
    return tensor.data_type() != element::text && countOf(tensor) <= 64;
}

} // namespace

int bitsOf(int type)
{
    // By the numbers of TensorProto.DataType; 8 is text.
    constexpr int bits[] = {0,  32,  8,  8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64,
                            64, 128, 16, 8, 8,  8,  8,  4,  4, 4, 8,  2,  2};
    return type > 0 && type < static_cast<int>(std::size(bits)) ? bits[type] : 0;
}

std::int64_t countOf(const TensorProto& tensor)
{
    // Sides are multiplied without zeros: 0 × 2⁶² × 2⁶² is empty, and no overflow.
    std::int64_t count = 1;
    bool empty = false;
    for (const std::int64_t side : tensor.dims()) {
        if (side < 0)
            throw OnnxProblem{named(tensor) + " has a negative size"};
        empty = empty || side == 0;
        if (side > 0 && (__builtin_mul_overflow(count, side, &count) || count > mostBytes))
            throw OnnxProblem{named(tensor) + " is too large"};
    }
    return empty ? 0 : count;
}

std::int64_t rawSizeOf(const TensorProto& tensor)
{
    const int bits = bitsOf(tensor.data_type());
    if (bits == 0)
        throw OnnxProblem{named(tensor) + " holds elements of type " +
                          std::to_string(tensor.data_type()) + ", which is not supported"};
    const std::int64_t size = (countOf(tensor) * bits + 7) / 8;
    if (size > mostBytes)
        throw OnnxProblem{named(tensor) + " is too large"};
    return size;
}

void checkTensor(const TensorProto& tensor)
{
    if (tensor.has_segment())
        throw OnnxProblem{named(tensor) + " is segmented, which is not supported"};
    if (tensor.dims_size() > 64)
        throw OnnxProblem{named(tensor) + " has too many dimensions"};
    const bool text = tensor.data_type() == element::text;
    const std::int64_t size = text ? 0 : rawSizeOf(tensor);
    Entries entries = typedEntries(tensor);
    if (tensor.has_raw_data() && !text && (entries.held == 0 || !tensor.raw_data().empty()))
        entries = {static_cast<std::int64_t>(tensor.raw_data().size()), size};
    if (entries.held != entries.wanted)
        throw OnnxProblem{named(tensor) + " has " + std::to_string(entries.held) +
                          " numbers or bytes, but its shape needs " +
                          std::to_string(entries.wanted)};
}

void makeRaw(TensorProto& tensor)
{
    const int type = tensor.data_type();
    if (type == element::text)
        return;
    if (!tensor.has_raw_data() || tensor.raw_data().empty()) {
        if (type == element::number || type == 14)
            moveNumbers<float>(tensor, tensor.float_data());
        else if (type == element::wide || type == 15)
            moveNumbers<double>(tensor, tensor.double_data());
        else if (type == element::signed64)
            moveNumbers<std::int64_t>(tensor, tensor.int64_data());
        else if (type == 12)
            moveNumbers<std::uint32_t>(tensor, tensor.uint64_data());
        else if (type == 13)
            moveNumbers<std::uint64_t>(tensor, tensor.uint64_data());
        else if (bitsOf(type) == 32)
            moveNumbers<std::int32_t>(tensor, tensor.int32_data());
        else if (bitsOf(type) == 16)
            moveNumbers<std::uint16_t>(tensor, tensor.int32_data());
        else
            moveNumbers<std::uint8_t>(tensor, tensor.int32_data());
    }
    TensorProto kept;
    kept.mutable_dims()->Swap(tensor.mutable_dims());
    kept.set_data_type(type);
    if (tensor.has_name())
        kept.set_name(std::move(*tensor.mutable_name()));
    kept.set_raw_data(std::move(*tensor.mutable_raw_data()));
    tensor.Swap(&kept);
}

void widen(TensorProto& tensor)
{
    const int type = tensor.data_type();
    if (!isNarrow(type))
        return;
    makeRaw(tensor);
    const std::size_t count = tensor.raw_data().size() / 2;
    std::string raw(count * sizeof(float), '\0');
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = rawAt<std::uint16_t>(tensor, i);
        const float one = type == element::half ? fromHalf(bits) : fromBrain(bits);
        std::memcpy(raw.data() + i * sizeof(float), &one, sizeof(float));
    }
    tensor.set_raw_data(std::move(raw));
    tensor.set_data_type(element::number);
}

std::optional<std::vector<std::int64_t>> wholeNumbers(const TensorProto& tensor)
{
    if (!isSmall(tensor))
        return std::nullopt;
    TensorProto raw = tensor;
    makeRaw(raw);
    std::vector<std::int64_t> numbers;
    const auto read = [&]<typename Raw>(Raw) {
        for (std::size_t i = 0; i < raw.raw_data().size() / sizeof(Raw); ++i)
            numbers.push_back(static_cast<std::int64_t>(rawAt<Raw>(raw, i)));
    };
    switch (tensor.data_type()) {
    case element::unsigned8:
    case element::truth:
        read(std::uint8_t{});
        break;
    case element::signed8:
        read(std::int8_t{});
        break;
    case element::signed32:
        read(std::int32_t{});
        break;
    case element::signed64:
        read(std::int64_t{});
        break;
    default:
        return std::nullopt;
    }
    return numbers;
}

std::optional<double> singleNumber(const TensorProto& tensor)
{
    if (countOf(tensor) != 1)
        return std::nullopt;
    TensorProto raw = tensor;
    widen(raw);
    if (raw.data_type() == element::number) {
        makeRaw(raw);
        return rawAt<float>(raw, 0);
    }
    if (raw.data_type() == element::wide) {
        makeRaw(raw);
        return rawAt<double>(raw, 0);
    }
    return std::nullopt;
}

TensorProto dense(const SparseTensorProto& sparse)
{
    TensorProto values = sparse.values(), indices = sparse.indices(), whole;
    checkTensor(values);
    checkTensor(indices);
    *whole.mutable_dims() = sparse.dims();
    whole.set_name(values.name());
    whole.set_data_type(values.data_type());
    const int rank = whole.dims_size(), bits = bitsOf(values.data_type());
    const std::int64_t size = rawSizeOf(whole), count = countOf(values);
    const bool linear = indices.dims_size() == 1;
    if (bits % 8 != 0 || indices.data_type() != element::signed64 || values.dims_size() != 1 ||
        countOf(indices) != (linear ? count : count * rank))
        throw OnnxProblem{"the sparse " + named(values).substr(4) + " is inconsistent"};
    makeRaw(values);
    makeRaw(indices);
    std::string raw(static_cast<std::size_t>(size), '\0');
    const auto width = static_cast<std::size_t>(bits / 8);
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t place = 0;
        const int parts = linear ? 1 : rank;
        for (int d = 0; d < parts; ++d) {
            const auto part = rawAt<std::int64_t>(indices, static_cast<std::size_t>(i * parts + d));
            const std::int64_t side = linear ? countOf(whole) : whole.dims(d);
            if (part < 0 || part >= side)
                throw OnnxProblem{"the sparse " + named(values).substr(4) +
                                  " has an index out of range"};
            place = place * side + part;
        }
        std::memcpy(raw.data() + static_cast<std::size_t>(place) * width,
                    values.raw_data().data() + static_cast<std::size_t>(i) * width, width);
    }
    whole.set_raw_data(std::move(raw));
    return whole;
}

} // namespace pareidolia::onnx
