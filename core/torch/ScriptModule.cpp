// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ScriptModule.h"

#include "core/base/ReturnError.h"
#include "core/torch/GraphCheck.h"
#include "core/torch/NewerOperators.h"
#include "core/torch/Runtime.h"
#include "core/torch/TorchFailure.h"
#include "core/torch/ValueCheck.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <caffe2/serialize/read_adapter_interface.h>
#include <cstring>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/script.h>
#include <vector>

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

constexpr auto linear = "aten::linear";

void collectLinear(jit::Block& block, std::vector<jit::Node*>& found)
{
    for (jit::Node* node : block.nodes()) {
        if (node->kind() == c10::Symbol::fromQualString(linear))
            found.push_back(node);
        for (jit::Block* inner : node->blocks())
            collectLinear(*inner, found);
    }
}

bool canBePacked(const c10::optional<c10::IValue>& weight)
{
    if (!weight || !weight->isTensor())
        return false;
    const at::Tensor& tensor = weight->toTensor();
    return tensor.dim() == 2 && tensor.scalar_type() == at::kFloat && tensor.is_cpu() &&
           tensor.layout() == at::kStrided;
}

/// oneDNN's own order of the weights, outputs × inputs × 1 × 1.
jit::Value* packedWeight(jit::Graph& graph, const at::Tensor& weight)
{
    const at::Tensor kernel = weight.detach().contiguous().unsqueeze(2).unsqueeze(3);
    jit::Node* constant = graph.create(c10::prim::ConstantMKLDNNTensor);
    constant->t_(c10::attr::value,
                 at::mkldnn_reorder_conv2d_weight(kernel.to_mkldnn(), {0, 0}, {1, 1}, {1, 1}, 1));
    constant->output()->setType(c10::TensorType::get());
    return graph.insertNode(constant)->output();
}

/// rows × inputs becomes one picture of inputs channels and rows pixels, and back.
void replace(jit::Node& node, const at::Tensor& weight)
{
    using Integers = std::vector<std::int64_t>;
    jit::Graph& graph = *node.owningGraph();
    const jit::WithInsertPoint here(&node);
    jit::Value* input = node.input(0);

    jit::Value* leading = graph.insert(c10::aten::size, {input});
    leading = graph.insert(c10::aten::slice, {leading, c10::IValue(), -1, 1});
    jit::Value* sizes =
        graph.insert(c10::aten::add, {leading, graph.insertConstant(Integers{weight.size(0)})});

    jit::Value* value =
        graph.insert(c10::aten::reshape, {input, Integers{1, 1, -1, weight.size(1)}});
    value = graph.insert(c10::aten::permute, {value, Integers{0, 3, 1, 2}});
    value = graph.insert(c10::Symbol::aten("mkldnn_convolution"),
                         {value, packedWeight(graph, weight), node.input(2), Integers{0, 0},
                          Integers{1, 1}, Integers{1, 1}, 1});
    value = graph.insert(c10::aten::permute, {value, Integers{0, 2, 3, 1}});
    value = graph.insert(c10::aten::reshape, {value, sizes});
    node.output()->replaceAllUsesWith(value);
    node.destroy();
}

/// LibTorch hands fully connected layers to BLAS, and a BLAS may add the numbers of a row in an
/// order that depends on the row: OpenBLAS's Haswell kernel does. oneDNN's 1×1 convolution, with
/// the pictures as its pixels, never does, and is twice as fast with weights packed beforehand.
/// This replaces the layers of a frozen module, on the CPU; they cannot be differentiated any more.
/// Call before the module first runs.
void packLinearLayers(jit::Module& module)
{
    if (!at::hasMKLDNN())
        return;
    const at::NoGradGuard withoutGradient;
    const std::shared_ptr<jit::Graph> graph = module.get_method("forward").graph();
    std::vector<jit::Node*> layers;
    collectLinear(*graph->block(), layers);
    for (jit::Node* layer : layers)
        if (const auto weight = jit::toIValue(layer->input(1)); canBePacked(weight))
            replace(*layer, weight->toTensor());
}

} // namespace

Result<jit::Module> loadScript(std::string_view bytes, const std::string& file,
                               const std::string& device)
{
    ASSIGN_OR_RETURN(const auto place, parseDevice(device));
    registerNewerOperators();

    return withoutExceptions(
        file, "export the network again, or choose another one", [&]() -> Result<jit::Module> {
            jit::Module module = jit::load(std::make_shared<MemoryReader>(bytes), place);
            if (const auto unsound = unsoundValue(module._ivalue(), *module.type()))
                return failure(file, "it holds " + *unsound,
                               "export the network again; nothing of it was run");
            if (const auto refused = findRefusedOperator(module))
                return failure(
                    file, "its code uses " + *refused + ", which is not allowed in model files",
                    "export the network without it");
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

SteadyThread::SteadyThread()
    : m_optimiser(std::make_unique<torch::jit::GraphOptimizerEnabledGuard>(false))
{
    if (at::get_num_threads() != 1)
        at::set_num_threads(1);
    useOneBlasThread();
}

SteadyThread::~SteadyThread() = default;

} // namespace pareidolia
