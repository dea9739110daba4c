// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors that an ONNX file holds, and what goes wrong while one is read. Inside of the reader
// problems are thrown, and become values at its edge (OnnxReader).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class TensorProto;

/// The file is broken, or asks for what nobody can do.
struct OnnxProblem
{
    std::string why; ///< names the node or tensor
};

/// One operator, or one form of it, has no counterpart here.
struct OnnxUnsupported
{
    std::string form; ///< "Pad (mode reflect)"
};

/// Stands in a constant where the number of pictures in a batch would.
inline constexpr std::int64_t anyBatch = INT64_MIN;

using Shape = std::vector<std::int64_t>;

/// Whole numbers and others are kept apart: shapes must not go through floats.
struct Constant
{
    Shape shape;
    bool whole = false;
    std::vector<float> numbers;         ///< if not whole
    std::vector<std::int64_t> integers; ///< if whole

    std::size_t size() const { return whole ? integers.size() : numbers.size(); }

    /// As floats, whichever they are.
    std::vector<float> asNumbers() const;
};

using ConstantPointer = std::shared_ptr<const Constant>;

/// How many numbers a shape holds; `name` is blamed if one of its sides is negative or the product
/// is more than any network's.
std::size_t countOf(std::span<const std::int64_t> shape, const std::string& name);

/// "1×3×224×224"
std::string describe(std::span<const std::int64_t> shape);

/// Checks what `readTensor` would, without converting.
void checkTensor(const TensorProto& tensor, const std::string& name);

/// Every kind of number becomes float or int64. Throws OnnxProblem.
Constant readTensor(const TensorProto& tensor, const std::string& name);

} // namespace pareidolia::onnx
