// SPDX-License-Identifier: GPL-3.0-or-later
// A network as LibTorch runs it, whatever the form of its file: a TorchScript module, or an ONNX
// graph.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

#include <functional>
#include <string>
#include <string_view>

namespace at {
class Tensor;
}
namespace torch::jit {
struct Module;
}

namespace pareidolia {

/// Pictures × channels × height × width → pictures × classes, on one device. Thread: any number at
/// once. LibTorch's exceptions pass.
using TorchForward = std::function<Result<at::Tensor>(const at::Tensor& pictures)>;

/// `source` is named where it returns no tensor.
TorchForward forwardOf(torch::jit::Module module, const std::string& source);

/// An ONNX network in its normal form (core/importing), interpreted. Fails with the list of the
/// operators that are missing; errors name `source`.
Result<TorchForward> onnxForward(std::string_view onnx, const std::string& source);

/// The network as saved, with no plan, on the CPU. Fails if LibTorch does not run it.
Result<TorchForward> plainForward(const ModelFile& file);

} // namespace pareidolia
