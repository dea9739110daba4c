// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/OnnxChanges.h"

#include "onnx.pb.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace pareidolia::fuzz {

namespace {

using namespace onnx;
using Random = OnnxRandom;

std::size_t below(Random& random, int count)
{
    return count > 0 ? random() % static_cast<unsigned>(count) : 0;
}

std::int64_t oddNumber(Random& random)
{
    constexpr std::int64_t odd[] = {
        0, 1, -1, 2, 3, 4, 8, 16, 64, 192, 1 << 16, 1LL << 31, INT64_MAX, INT64_MIN, 1LL << 62, -2};
    return odd[below(random, static_cast<int>(std::size(odd)))];
}

const char* oddKind(Random& random)
{
    constexpr const char* kinds[] = {"Conv",
                                     "Gemm",
                                     "MatMul",
                                     "MaxPool",
                                     "AveragePool",
                                     "GlobalAveragePool",
                                     "ReduceMean",
                                     "BatchNormalization",
                                     "Relu",
                                     "Clip",
                                     "LRN",
                                     "Add",
                                     "Sub",
                                     "Mul",
                                     "Div",
                                     "Concat",
                                     "Reshape",
                                     "Flatten",
                                     "Squeeze",
                                     "Unsqueeze",
                                     "Softmax",
                                     "Identity",
                                     "Pad",
                                     "Constant",
                                     "Shape",
                                     "Gather",
                                     "Slice",
                                     "Transpose",
                                     "Cast",
                                     "ConstantOfShape",
                                     "PRelu",
                                     "Sum",
                                     "Max",
                                     "Dropout",
                                     "HardSigmoid",
                                     "Sqrt",
                                     "If",
                                     "Resize",
                                     "QuantizeLinear",
                                     "DequantizeLinear",
                                     "Gelu",
                                     "ArgMax",
                                     "Log",
                                     "Own",
                                     "Nonsense"};
    return kinds[below(random, static_cast<int>(std::size(kinds)))];
}

template <typename Numbers>
void changeOne(Numbers& numbers, Random& random)
{
    if (numbers.size() == 0 || random() % 4 == 0)
        numbers.Add(static_cast<typename Numbers::value_type>(oddNumber(random)));
    else if (random() % 4 == 0)
        numbers.RemoveLast();
    else
        numbers.Set(static_cast<int>(below(random, numbers.size())),
                    static_cast<typename Numbers::value_type>(oddNumber(random)));
}

void changeTensor(TensorProto& tensor, Random& random)
{
    switch (random() % 4) {
    case 0:
        changeOne(*tensor.mutable_dims(), random);
        break;
    case 1:
        changeOne(*tensor.mutable_int64_data(), random);
        break;
    case 2:
        tensor.set_data_type(static_cast<int>(random() % 17));
        break;
    default:
        tensor.mutable_raw_data()->resize(random() % 64);
        break;
    }
}

void changeAttribute(AttributeProto& attribute, Random& random)
{
    constexpr const char* names[] = {"pads",     "strides",  "dilations", "kernel_shape",
                                     "axes",     "axis",     "group",     "ceil_mode",
                                     "perm",     "keepdims", "to",        "value",
                                     "auto_pad", "transB",   "broadcast", "allowzero"};
    switch (random() % 5) {
    case 0:
        attribute.set_i(oddNumber(random));
        break;
    case 1:
        attribute.set_name(names[below(random, static_cast<int>(std::size(names)))]);
        break;
    case 2:
        changeTensor(*attribute.mutable_t(), random);
        break;
    case 3:
        attribute.set_s("SAME_LOWER");
        break;
    default:
        changeOne(*attribute.mutable_ints(), random);
        break;
    }
}

/// A name that something in the graph has.
std::string someName(const GraphProto& graph, Random& random)
{
    if (graph.initializer_size() > 0 && random() % 3 == 0)
        return graph.initializer(static_cast<int>(below(random, graph.initializer_size()))).name();
    if (graph.node_size() > 0 && random() % 3 != 0) {
        const NodeProto& node = graph.node(static_cast<int>(below(random, graph.node_size())));
        return node.output_size() > 0 ? node.output(0) : "";
    }
    return graph.input_size() > 0 ? graph.input(0).name() : "picture";
}

void changeNode(NodeProto& node, const GraphProto& graph, Random& random)
{
    switch (random() % 5) {
    case 0:
        node.set_op_type(oddKind(random));
        break;
    case 1:
        node.add_input(someName(graph, random));
        break;
    case 2:
        if (node.input_size() > 0)
            node.set_input(static_cast<int>(below(random, node.input_size())),
                           someName(graph, random));
        break;
    case 3:
        changeAttribute(*node.add_attribute(), random);
        break;
    default:
        if (node.attribute_size() > 0)
            changeAttribute(
                *node.mutable_attribute(static_cast<int>(below(random, node.attribute_size()))),
                random);
    }
}

/// A node more that takes from one and is the answer.
void append(GraphProto& graph, Random& random)
{
    NodeProto node;
    node.set_op_type(oddKind(random));
    node.add_input(someName(graph, random));
    if (random() % 2)
        node.add_input(someName(graph, random));
    node.add_output("added" + std::to_string(graph.node_size()));
    if (graph.output_size() > 0)
        graph.mutable_output(0)->set_name(node.output(0));
    *graph.add_node() = node;
}

/// A node goes into a branch, or into a function that is called "Own".
void nest(ModelProto& model, Random& random)
{
    GraphProto& graph = *model.mutable_graph();
    if (graph.node_size() == 0)
        return;
    NodeProto& node = *graph.mutable_node(static_cast<int>(below(random, graph.node_size())));
    if (random() % 2 && node.output_size() > 0) {
        NodeProto outer;
        outer.set_op_type("If");
        outer.add_input(someName(graph, random));
        outer.add_output(node.output(0));
        GraphProto inner;
        inner.add_output()->set_name(node.output(0));
        *inner.add_node() = node;
        for (const char* name : {"then_branch", "else_branch"}) {
            outer.add_attribute()->set_name(name);
            *outer.mutable_attribute()->rbegin()->mutable_g() = inner;
        }
        node = outer;
        return;
    }
    FunctionProto& function = *model.add_functions();
    function.set_name("Own");
    for (const std::string& name : node.input())
        function.add_input(name);
    for (const std::string& name : node.output())
        function.add_output(name);
    *function.add_node() = node;
    if (random() % 8)
        node.set_op_type("Own");
}

/// Another shape or type of an output.
void tellOutput(GraphProto& graph, Random& random)
{
    if (graph.output_size() == 0)
        return;
    TensorTypeProto& type = *graph.mutable_output(0)->mutable_type()->mutable_tensor_type();
    type.set_elem_type(random() % 4 ? 1 : static_cast<int>(random() % 18));
    type.mutable_shape()->Clear();
    for (auto i = random() % 5; i > 0; --i)
        type.mutable_shape()->add_dim()->set_dim_value(oddNumber(random));
}

} // namespace

void changeOnnx(onnx::ModelProto& model, OnnxRandom& random)
{
    GraphProto& graph = *model.mutable_graph();
    switch (random() % 8) {
    case 0:
        if (graph.initializer_size() > 0)
            changeTensor(*graph.mutable_initializer(
                             static_cast<int>(below(random, graph.initializer_size()))),
                         random);
        break;
    case 1:
        append(graph, random);
        break;
    case 2:
        if (model.opset_import_size() > 0)
            model.mutable_opset_import(0)->set_version(static_cast<std::int64_t>(random() % 20));
        break;
    case 3:
        if (graph.input_size() > 0) {
            auto& sides =
                *graph.mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape();
            if (sides.dim_size() > 0)
                sides.mutable_dim(static_cast<int>(below(random, sides.dim_size())))
                    ->set_dim_value(oddNumber(random));
        }
        break;
    case 4:
        nest(model, random);
        break;
    case 5:
        tellOutput(graph, random);
        break;
    default:
        if (graph.node_size() > 0)
            changeNode(*graph.mutable_node(static_cast<int>(below(random, graph.node_size()))),
                       graph, random);
    }
}

} // namespace pareidolia::fuzz
