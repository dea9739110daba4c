// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/PackedLinear.h"

#include <ATen/Context.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/script.h>
#include <vector>

namespace pareidolia {

namespace {

namespace jit = torch::jit;

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

} // namespace

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

} // namespace pareidolia
