// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of an ONNX tensor, whichever field of the file holds them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class SparseTensorProto;
class TensorProto;

/// Element types by their numbers in the format, as far as this room names them.
namespace element {
constexpr int number = 1; ///< float32
constexpr int unsigned8 = 2;
constexpr int signed8 = 3;
constexpr int signed32 = 6;
constexpr int signed64 = 7;
constexpr int text = 8;
constexpr int truth = 9;
constexpr int half = 10;
constexpr int wide = 11;  ///< float64
constexpr int brain = 16; ///< bfloat16
} // namespace element

/// What one protobuf message can hold, and with it a network.
constexpr std::int64_t mostBytes = INT32_MAX;

/// A half or a bfloat16: computed in float32 here.
constexpr bool isNarrow(int type)
{
    return type == element::half || type == element::brain;
}

/// Bits of an element; 0 for text and unknown types.
int bitsOf(int type);

/// How many numbers the shape tells. Throws if a side is negative or the tensor too large.
std::int64_t countOf(const TensorProto& tensor);

/// Bytes of the numbers as raw data. Throws as countOf, and for types that are not known.
std::int64_t rawSizeOf(const TensorProto& tensor);

/// Throws unless the tensor holds exactly as many numbers as its shape says. Data in other files
/// have to be read before.
void checkTensor(const TensorProto& tensor);

/// Moves the numbers of a checked tensor into raw_data; text stays where it is.
void makeRaw(TensorProto& tensor);

/// Makes float32 of a checked tensor of halves or bfloat16; leaves others alone.
void widen(TensorProto& tensor);

/// Numbers of a checked tensor of at most 64: whole ones (any integer type), or real ones.
std::optional<std::vector<std::int64_t>> wholeNumbers(const TensorProto& tensor);
std::optional<double> singleNumber(const TensorProto& tensor);

/// A tensor with all its zeros. Throws on indices out of range.
TensorProto dense(const SparseTensorProto& sparse);

} // namespace pareidolia::onnx
