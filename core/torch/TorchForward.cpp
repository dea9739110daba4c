// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchForward.h"

#include "core/base/ReturnError.h"
#include "core/torch/OnnxInterpreter.h"
#include "core/torch/ScriptModule.h"

#include <torch/script.h>
#include <utility>

namespace pareidolia {

TorchForward forwardOf(torch::jit::Module module, const std::string& source)
{
    return [module = std::move(module), source](const at::Tensor& pictures) -> Result<at::Tensor> {
        torch::jit::Module own = module; // a handle; running it is no change
        c10::IValue value = own.forward({pictures});
        if (!value.isTensor())
            return failure(source, "the network does not output a tensor but " + value.tagKind(),
                           "export it so that it returns its logits alone");
        return std::move(value).toTensor();
    };
}

Result<TorchForward> onnxForward(std::string_view onnx, const std::string& source)
{
    ASSIGN_OR_RETURN(const auto network, OnnxInterpreter::create(onnx, source));
    return [network](const at::Tensor& pictures) { return network.forward(pictures); };
}

Result<TorchForward> plainForward(const ModelFile& file)
{
    const std::string source = file.path().string();
    if (file.info().runner == Runner::Onnx)
        return onnxForward(file.bytes(), source);
    ASSIGN_OR_RETURN(auto module, loadScript(file.bytes(), source, "cpu"));
    return forwardOf(std::move(module), source);
}

} // namespace pareidolia
