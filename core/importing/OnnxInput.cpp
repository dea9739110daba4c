// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxInput.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxEditor.h"
#include "core/importing/OnnxLayout.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "core/importing/OnnxValues.h"

#include <algorithm>

namespace pareidolia::onnx {

namespace {

constexpr std::int64_t largestSide = 4096;
constexpr std::int64_t largestBatch = 256;
constexpr const char* pictures = "pictures";

/// A switch between training and inference, as Keras leaves it: inference.
bool isSwitch(const ValueInfoProto& input)
{
    const ValueFacts facts = factsOf(input);
    const bool one =
        facts.shape && std::ranges::all_of(*facts.shape, [](auto side) { return side == 1; });
    return facts.type == element::truth && one;
}

void turnOff(GraphProto& graph, const ValueInfoProto& input, NormalOnnx& normal)
{
    TensorProto& off = *graph.add_initializer();
    off.set_name(input.name());
    off.set_data_type(element::truth);
    for (const DimensionProto& side : input.type().tensor_type().shape().dim())
        off.add_dims(side.dim_value());
    off.set_raw_data(std::string(1, '\0'));
    normal.remarks.push_back("Its input " + shown(input.name()) + " is set to false.");
}

/// The one input that is a picture; the others leave the graph, if they may.
ValueInfoProto takeInput(GraphProto& graph, NormalOnnx& normal)
{
    google::protobuf::RepeatedPtrField<ValueInfoProto> inputs;
    inputs.Swap(graph.mutable_input());
    std::vector<const ValueInfoProto*> kept;
    for (const ValueInfoProto& input : inputs)
        if (isSwitch(input))
            turnOff(graph, input, normal);
        else
            kept.push_back(&input);
    if (kept.empty())
        throw OnnxProblem{"its output does not depend on a picture"};
    if (kept.size() == 1)
        return *kept.front();
    std::string names;
    for (std::size_t i = 0; i < kept.size() && i < 8; ++i)
        names += (i ? ", " : "") + shown(kept[i]->name());
    throw OnnxProblem{"it takes " + std::to_string(kept.size()) + " inputs (" + names +
                          (kept.size() > 8 ? ", …" : "") + "), but a classifier takes one picture",
                      "export the part that classifies pictures"};
}

/// The number that the file tells and the user does not contradict; 0 if neither says it.
int settled(std::int64_t told, std::optional<int> chosen, const char* what)
{
    if (told == openSide)
        return chosen.value_or(0);
    if (told < 1 || told > largestSide)
        throw OnnxProblem{"its pictures have a " + std::string(what) + " of " +
                          std::to_string(told) + ", which is not supported"};
    if (chosen && *chosen != told)
        throw OnnxProblem{"its pictures have a " + std::string(what) + " of " +
                              std::to_string(told) + ", not " + std::to_string(*chosen),
                          "leave the choice to the file", true};
    return static_cast<int>(told);
}

void settle(const Layout& layout, const OnnxChoices& choices, NormalOnnx& normal)
{
    std::optional<int> width, height;
    if (choices.size) {
        width = choices.size->width;
        height = choices.size->height;
        for (const int side : {*width, *height})
            if (side < 1 || side > largestSide)
                throw OnnxProblem{"a picture of " + std::to_string(*width) + " × " +
                                      std::to_string(*height) + " is not supported",
                                  "choose sides from 1 to " + std::to_string(largestSide), true};
    }
    if (choices.channels && *choices.channels != 1 && *choices.channels != 3)
        throw OnnxProblem{"pictures of " + std::to_string(*choices.channels) +
                              " channels are not supported",
                          "choose 1 for grey or 3 for colour", true};
    normal.width = settled(layout.width, width, "width");
    normal.height = settled(layout.height, height, "height");
    if (choices.channels && layout.channels != openSide && layout.channels != *choices.channels)
        throw OnnxProblem{layout.channels == 1 ? "its pictures are grey"
                                               : "its pictures are in colour",
                          "leave the choice to the file", true};
    normal.channels = layout.channels != openSide ? static_cast<int>(layout.channels)
                                                  : choices.channels.value_or(0);
}

void setSide(DimensionProto& side, std::int64_t told, const char* open)
{
    if (told > 0)
        side.set_dim_value(told);
    else
        side.set_dim_param(open);
}

void describe(GraphProto& graph, const Batch& batch, const NormalOnnx& normal)
{
    ValueInfoProto& input = *graph.add_input();
    input.set_name(pictures);
    TensorTypeProto& type = *input.mutable_type()->mutable_tensor_type();
    type.set_elem_type(element::number);
    TensorShapeProto& shape = *type.mutable_shape();
    setSide(*shape.add_dim(), batch.onlyOne() ? 1 : 0, "N");
    setSide(*shape.add_dim(), normal.channels, "channels");
    setSide(*shape.add_dim(), normal.height, "height");
    setSide(*shape.add_dim(), normal.width, "width");
}

/// The values of pixels that a network expects which takes whole numbers.
std::optional<OnnxScaling> scalingOf(int type)
{
    switch (type) {
    case 0:
    case element::number:
    case element::wide:
        return std::nullopt;
    case element::signed8:
        return OnnxScaling{.mean = 128, .scale = 1};
    case element::unsigned8:
    case 4: // uint16
    case 5: // int16
    case element::signed32:
    case element::signed64:
    case 12: // uint32
    case 13: // uint64
        return OnnxScaling{.mean = 0, .scale = 1};
    default:
        throw OnnxProblem{"its input has elements of type " + std::to_string(type) +
                          ", which is no picture"};
    }
}

/// From "pictures" to the value that the file's nodes take, step by step.
class Bridge
{
public:
    explicit Bridge(OnnxEditor& editor) : m_editor(editor) { m_editor.addTo(m_nodes); }

    void step(const std::string& kind, const std::vector<AttributeProto>& attributes,
              OnnxEditor::Values more = {})
    {
        more.insert(more.begin(), m_value);
        m_value = m_editor.add(kind, more, attributes);
    }

    void repeat(std::int64_t times)
    {
        const OnnxEditor::Values all(static_cast<std::size_t>(times), m_value);
        m_value = m_editor.add("Concat", all, {whole("axis", 0)});
    }

    void squeeze(std::int64_t axis) { m_value = m_editor.squeezed(m_value, axis); }

    void lay(Order order)
    {
        switch (order) {
        case Order::Nchw:
            break;
        case Order::Nhwc:
            step("Transpose", {wholes("perm", {0, 2, 3, 1})});
            break;
        case Order::Nhw:
            squeeze(1);
            break;
        case Order::Chw:
            squeeze(0);
            break;
        case Order::Hwc:
            squeeze(0);
            step("Transpose", {wholes("perm", {1, 2, 0})});
            break;
        case Order::Flat:
            step("Flatten", {whole("axis", 1)});
        }
    }

    /// Its nodes come first; the last gives `input`. Without any, nodes take "pictures" instead.
    void connect(const std::string& input)
    {
        GraphProto& graph = m_editor.graph();
        if (!m_nodes.empty()) {
            m_nodes.rbegin()->set_output(0, input);
            for (NodeProto& node : *graph.mutable_node())
                m_nodes.Add()->Swap(&node);
            graph.mutable_node()->Swap(&m_nodes);
        } else {
            renameValues(graph, [&](const std::string& name) {
                return name == input ? std::string(pictures) : name;
            });
        }
        m_editor.addTo(*graph.mutable_node());
    }

private:
    OnnxEditor& m_editor;
    OnnxEditor::Nodes m_nodes;
    std::string m_value = pictures;
};

/// If all that happens to the input is that its channels come first again, none of it is needed.
bool dropTransposes(GraphProto& graph, const std::string& input)
{
    const OnnxValues values(graph);
    const std::vector<std::int64_t> channelsFirst{0, 3, 1, 2};
    const auto& takers = values.takers(input);
    const bool all = std::ranges::all_of(takers, [&](const NodeProto* node) {
        return node->op_type() == "Transpose" && wholesOf(*node, "perm") == channelsFirst;
    });
    if (!all)
        return false;
    for (NodeProto& node : *graph.mutable_node())
        if (node.op_type() == "Transpose" && node.input_size() == 1 && node.input(0) == input) {
            node.set_op_type("Identity");
            node.clear_attribute();
        }
    return true;
}

} // namespace

Batch normalizeInput(OnnxEditor& editor, const OnnxChoices& choices, NormalOnnx& normal)
{
    GraphProto& graph = editor.graph();
    const ValueInfoProto input = takeInput(graph, normal);
    *graph.add_input() = input;
    const Layout layout = layoutOf(OnnxValues(graph), input.name(), choices);
    const int type = factsOf(input).type;
    graph.clear_input();
    settle(layout, choices, normal);
    normal.scaling = scalingOf(type);

    if (input.name() != pictures) { // somebody else may have the name
        const std::string other = editor.unused("value");
        renameValues(graph,
                     [&](const std::string& name) { return name == pictures ? other : name; });
    }
    const Batch batch{.fixed = std::max<std::int64_t>(layout.batch, 0)};
    if (batch.fixed > largestBatch)
        throw OnnxProblem{"it takes " + std::to_string(batch.fixed) + " pictures at once",
                          "export it with a batch of 1, or of any size"};
    const bool straight = layout.order == Order::Nchw ||
                          (layout.order == Order::Nhwc && dropTransposes(graph, input.name()));
    Bridge bridge(editor);
    if (batch.fixed > 1) {
        bridge.repeat(batch.fixed);
        normal.remarks.push_back("Its batch is fixed to " + std::to_string(batch.fixed) +
                                 ": each picture is computed so many times.");
    }
    if (!straight)
        bridge.lay(layout.order);
    if (type != element::number && type != 0)
        bridge.step("Cast", {whole("to", type)});
    std::string name = input.name();
    if (name == pictures &&
        (batch.fixed > 1 || !straight || (type != element::number && type != 0))) {
        name = editor.unused("value");
        renameValues(graph, [&](const std::string& one) { return one == pictures ? name : one; });
    }
    bridge.connect(name);
    describe(graph, batch, normal);
    normal.fixedBatch = batch.onlyOne();
    return batch;
}

} // namespace pareidolia::onnx
