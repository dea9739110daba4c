// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors and attributes of an ONNX file as LibTorch has them. Throws OnnxFault.
#pragma once

#include "core/torch/OnnxCall.h"

namespace pareidolia::onnx {
class AttributeProto;
class TensorProto;
} // namespace pareidolia::onnx

namespace pareidolia::interpreter {

/// A copy; half precision becomes float32, what LibTorch has no type for a wider one.
at::Tensor readTensor(const onnx::TensorProto& tensor);

/// Graphs are not read: see OnnxProgram.
Attribute readAttribute(const onnx::AttributeProto& attribute);

} // namespace pareidolia::interpreter
