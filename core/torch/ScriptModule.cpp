// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ScriptModule.h"

#include "core/base/ReturnError.h"
#include "core/torch/GraphCheck.h"
#include "core/torch/PackedLinear.h"
#include "core/torch/TorchFailure.h"
#include "core/torch/ValueCheck.h"

#include <algorithm>
#include <caffe2/serialize/read_adapter_interface.h>
#include <cstring>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/script.h>

namespace pareidolia {

namespace {

namespace jit = torch::jit;

/// Lets LibTorch read an archive where it lies.
class MemoryReader : public caffe2::serialize::ReadAdapterInterface
{
public:
    explicit MemoryReader(std::string_view bytes) : m_bytes(bytes) {}

    std::size_t size() const override { return m_bytes.size(); }

    std::size_t read(std::uint64_t position, void* buffer, std::size_t length,
                     const char*) const override
    {
        if (position >= m_bytes.size())
            return 0;
        length = std::min(length, m_bytes.size() - position);
        std::memcpy(buffer, m_bytes.data() + position, length);
        return length;
    }

private:
    std::string_view m_bytes;
};

void toFloat32(const at::Tensor& tensor)
{
    if (tensor.is_floating_point() && tensor.scalar_type() != at::kFloat)
        tensor.set_data(tensor.to(at::kFloat));
    tensor.requires_grad_(false);
}

Result<at::Device> parseDevice(const std::string& device)
{
    return withoutExceptions("device " + device,
                             "use \"cpu\", or a device of this machine such as \"cuda:0\"",
                             [&]() -> Result<at::Device> {
                                 const at::Device parsed(device);
                                 at::zeros({1}, parsed);
                                 return parsed;
                             });
}

} // namespace

Result<jit::Module> loadScript(std::string_view bytes, const std::string& file,
                               const std::string& device)
{
    ASSIGN_OR_RETURN(const auto place, parseDevice(device));

    return withoutExceptions(
        file, "export the network again, or choose another one", [&]() -> Result<jit::Module> {
            jit::Module module = jit::load(std::make_shared<MemoryReader>(bytes), place);
            if (const auto unsound = unsoundValue(module._ivalue(), *module.type()))
                return failure(file, "it holds " + *unsound,
                               "do not trust this file; export the model again");
            if (const auto refused = findRefusedOperator(module))
                return failure(file, "its code uses " + *refused + ", which no model file may use",
                               "do not trust this file; choose a network made of tensor operators");
            module.eval();
            for (const at::Tensor& tensor : module.parameters())
                toFloat32(tensor);
            for (const at::Tensor& tensor : module.buffers())
                toFloat32(tensor);
            return module;
        });
}

jit::Module preparedFor(const Plan& plan, jit::Module module, Purposes purposes)
{
    if (plan.layout == Plan::Layout::ChannelsLast)
        for (const at::Tensor& tensor : module.parameters())
            if (tensor.dim() == 4)
                tensor.set_data(tensor.contiguous(at::MemoryFormat::ChannelsLast));
    if (plan.preparation == Plan::Preparation::Plain)
        return module;
    // Freezing inlines what calls what, modules within modules only while the optimiser is on.
    const jit::GraphOptimizerEnabledGuard inlining(true);
    jit::Module frozen = jit::freeze(module);
    if (purposes == Purposes::GradientsToo)
        return frozen;
    packLinearLayers(frozen);
    if (plan.preparation == Plan::Preparation::Frozen)
        return frozen;
    return jit::optimize_for_inference(frozen);
}

at::Tensor emptyInput(const ModelInfo& info, int pictures)
{
    const auto format = info.plan.layout == Plan::Layout::ChannelsLast
                            ? at::MemoryFormat::ChannelsLast
                            : at::MemoryFormat::Contiguous;
    return at::empty({pictures, info.input.channels, info.input.height, info.input.width},
                     at::TensorOptions(at::kFloat).memory_format(format));
}

} // namespace pareidolia
