// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxModel.h"

#include "core/importing/OnnxConstant.h"
#include "core/importing/OnnxNode.h"

#include <algorithm>
#include <limits>
#include <set>
#include <vector>

namespace pareidolia::onnx {

namespace {

constexpr int mostNodes = 100'000;
constexpr std::int64_t largestSide = 4096;

using Names = std::set<std::string, std::less<>>;

ModelProto parsed(std::string_view bytes)
{
    if (bytes.empty())
        throw OnnxProblem{"it is empty"};
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw OnnxProblem{"it is larger than 2 GB, the limit of the format"};
    ModelProto model;
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !model.has_graph() ||
        model.graph().node_size() == 0)
        throw OnnxProblem{"it is not a complete ONNX file"};
    if (model.functions_size() > 0)
        throw OnnxProblem{"it defines its own operators, which is not supported"};
    if (model.graph().node_size() > mostNodes)
        throw OnnxProblem{"it has too many nodes"};
    return model;
}

std::int64_t opsetOf(const ModelProto& model)
{
    for (const OperatorSetIdProto& set : model.opset_import())
        if (set.domain().empty() || set.domain() == "ai.onnx")
            return set.version();
    throw OnnxProblem{"it does not give the version of its operators (opset)"};
}

/// Keeps nodes and tensors that the answer depends on.
void keepWhatCounts(GraphProto& graph, const std::string& answer)
{
    Names needed{answer};
    std::vector<bool> counts(static_cast<std::size_t>(graph.node_size()));
    for (int i = graph.node_size() - 1; i >= 0; --i) {
        const NodeProto& node = graph.node(i);
        const auto isNeeded = [&](const std::string& name) {
            return !name.empty() && needed.contains(name);
        };
        if (std::ranges::none_of(node.output(), isNeeded))
            continue;
        counts[static_cast<std::size_t>(i)] = true;
        needed.insert(node.input().begin(), node.input().end());
    }
    GraphProto kept;
    for (int i = 0; i < graph.node_size(); ++i)
        if (counts[static_cast<std::size_t>(i)])
            kept.add_node()->Swap(graph.mutable_node(i));
    for (TensorProto& tensor : *graph.mutable_initializer())
        if (needed.contains(tensor.name()))
            kept.add_initializer()->Swap(&tensor);
    for (ValueInfoProto& input : *graph.mutable_input())
        if (needed.contains(input.name()))
            kept.add_input()->Swap(&input);
    kept.add_output()->Swap(graph.mutable_output(0));
    kept.set_name(graph.name());
    graph.Swap(&kept);
}

/// Tensors are whole, every name is given once, and before it is taken. Returns whether nodes hold
/// graphs of their own.
bool checkGraph(const GraphProto& graph)
{
    Names known;
    for (const TensorProto& tensor : graph.initializer()) {
        const std::string name = "tensor \"" + printable(tensor.name()) + "\"";
        checkTensor(tensor, name);
        if (!known.insert(tensor.name()).second)
            throw OnnxProblem{name + " is defined twice"};
    }
    for (const ValueInfoProto& input : graph.input())
        known.insert(input.name()); // old files list their tensors among the inputs
    bool branches = false;
    for (const NodeProto& proto : graph.node()) {
        const OnnxNode node(proto);
        for (const std::string& name : proto.input())
            if (!name.empty() && !known.contains(name))
                node.problem("its input \"" + printable(name) +
                             "\" is not the output of an earlier node");
        for (const std::string& name : proto.output())
            if (!name.empty() && !known.insert(name).second)
                node.problem("its output \"" + printable(name) + "\" is already defined");
        for (const AttributeProto& attribute : proto.attribute()) {
            branches = branches || attribute.has_g() || attribute.graphs_size() > 0;
            if (attribute.has_t())
                checkTensor(attribute.t(), node.kind() + " \"" + node.name() + "\"");
            if (attribute.has_sparse_tensor() || attribute.tensors_size() > 0)
                node.problem("it has tensors in an unsupported form");
        }
    }
    return branches;
}

/// The one input that is no tensor of the file.
ValueInfoProto& pictureOf(GraphProto& graph)
{
    Names tensors;
    for (const TensorProto& tensor : graph.initializer())
        tensors.insert(tensor.name());
    ValueInfoProto* picture = nullptr;
    for (ValueInfoProto& input : *graph.mutable_input()) {
        if (tensors.contains(input.name()))
            continue;
        if (picture)
            throw OnnxProblem{"it has several inputs (\"" + printable(picture->name()) + "\", \"" +
                              printable(input.name()) + "\"), but a classifier has one"};
        picture = &input;
    }
    if (!picture)
        throw OnnxProblem{"its output does not depend on the picture"};
    return *picture;
}

bool isColours(const DimensionProto& side)
{
    return side.dim_value() == 1 || side.dim_value() == 3;
}

/// TensorFlow's pictures end with their channels, and the first node puts them in front: then that
/// node may go, and the network takes them in front.
bool putChannelsFirst(GraphProto& graph, ValueInfoProto& picture)
{
    NodeProto* taker = nullptr;
    for (NodeProto& node : *graph.mutable_node())
        for (const std::string& name : node.input())
            if (name == picture.name()) {
                if (taker || node.op_type() != "Transpose" || node.attribute_size() != 1)
                    return false;
                taker = &node;
            }
    const std::vector<std::int64_t> channelsFirst{0, 3, 1, 2};
    if (!taker || !std::ranges::equal(taker->attribute(0).ints(), channelsFirst))
        return false;
    taker->set_op_type("Identity");
    taker->clear_attribute();
    auto& sides = *picture.mutable_type()->mutable_tensor_type()->mutable_shape()->mutable_dim();
    sides.SwapElements(2, 3);
    sides.SwapElements(1, 2);
    return true;
}

void readInput(SoundModel& model, const OnnxOptions& options)
{
    GraphProto& graph = *model.proto.mutable_graph();
    ValueInfoProto& picture = pictureOf(graph);
    model.picture = picture.name();
    const TensorTypeProto& type = picture.type().tensor_type();
    constexpr int float32 = 1, float16 = 10;
    if (type.elem_type() != float32 && type.elem_type() != float16)
        throw OnnxProblem{"its input has numbers of type " + std::to_string(type.elem_type()) +
                          " instead of floats"};
    const auto& sides = type.shape().dim();
    if (sides.size() != 4)
        throw OnnxProblem{"its input has " + std::to_string(sides.size()) +
                          " dimensions instead of four: batch, channels, height, width"};
    if (!isColours(sides[1]) && isColours(sides[3]) && !putChannelsFirst(graph, picture))
        throw OnnxProblem{"its channels come last; they must come first"};
    if (!isColours(sides[1]))
        throw OnnxProblem{"its pictures have " + std::to_string(sides[1].dim_value()) +
                          " channels, neither 1 nor 3"};
    model.batch = std::max<std::int64_t>(0, sides[0].dim_value());
    model.input[0] = sides[1].dim_value();
    for (int i = 2; i < 4; ++i) {
        const std::int64_t told = std::max<std::int64_t>(0, sides[i].dim_value());
        if (told == 0 && !options.size)
            throw OnnxProblem{"it does not give the size of its pictures: set it"};
        if (told > largestSide || (told != 0 && options.size && told != *options.size))
            throw OnnxProblem{"its pictures have a side of " + std::to_string(told) + " pixels" +
                              (options.size ? " instead of " + std::to_string(*options.size) : "")};
        model.input[static_cast<std::size_t>(i - 1)] = told != 0 ? told : *options.size;
    }
}

} // namespace

SoundModel soundModel(std::string_view bytes, const OnnxOptions& options)
{
    SoundModel model{.proto = parsed(bytes)};
    model.opset = opsetOf(model.proto);
    GraphProto& graph = *model.proto.mutable_graph();
    if (graph.sparse_initializer_size() > 0)
        throw OnnxProblem{"it has sparse tensors, which are not supported"};
    if (graph.output_size() != 1)
        throw OnnxProblem{"it has " + std::to_string(graph.output_size()) +
                          " outputs, but a classifier has one"};
    model.answer = graph.output(0).name();
    keepWhatCounts(graph, model.answer);
    if (graph.node_size() == 0)
        throw OnnxProblem{"no node gives its output"};
    model.branches = checkGraph(graph);
    readInput(model, options);
    return model;
}

std::string writtenAnew(SoundModel model)
{
    GraphProto& graph = *model.proto.mutable_graph();
    ValueInfoProto picture;
    picture.set_name(model.picture);
    TensorTypeProto& type = *picture.mutable_type()->mutable_tensor_type();
    type.set_elem_type(1);
    type.mutable_shape()->add_dim()->set_dim_value(1);
    for (const std::int64_t side : model.input)
        type.mutable_shape()->add_dim()->set_dim_value(side);
    graph.clear_input();
    *graph.add_input() = picture;
    // OpenCV wants a shape there, and reads nothing from it.
    graph.mutable_output(0)->mutable_type()->mutable_tensor_type()->mutable_shape()->Clear();

    graph.mutable_unknown_fields()->clear();
    model.proto.mutable_unknown_fields()->clear();
    for (TensorProto& tensor : *graph.mutable_initializer())
        tensor.mutable_unknown_fields()->clear();
    for (NodeProto& node : *graph.mutable_node()) {
        node.mutable_unknown_fields()->clear();
        for (AttributeProto& attribute : *node.mutable_attribute()) {
            attribute.mutable_unknown_fields()->clear();
            if (attribute.has_t())
                attribute.mutable_t()->mutable_unknown_fields()->clear();
        }
    }
    return model.proto.SerializeAsString();
}

} // namespace pareidolia::onnx
