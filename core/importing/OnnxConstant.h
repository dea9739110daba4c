// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors of an ONNX file, and the errors of reading one. Inside the reader they are thrown; at its
// interface they become values (OnnxReader).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class TensorProto;

/// The file is damaged or contradictory.
struct OnnxProblem
{
    std::string why; ///< names the node or tensor
};

/// An operator, or a form of it, that is not supported.
struct OnnxUnsupported
{
    std::string form; ///< "Pad (mode reflect)"
};

/// Stands for the batch size in a constant.
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

/// How many numbers a shape has; errors, which name `name`, if a side is negative or the product is
/// too large.
std::size_t countOf(std::span<const std::int64_t> shape, const std::string& name);

/// "1×3×224×224"
std::string describe(std::span<const std::int64_t> shape);

/// Makes the checks of `readTensor`, without converting.
void checkTensor(const TensorProto& tensor, const std::string& name);

/// Every kind of number becomes float or int64. Throws OnnxProblem.
Constant readTensor(const TensorProto& tensor, const std::string& name);

} // namespace pareidolia::onnx
