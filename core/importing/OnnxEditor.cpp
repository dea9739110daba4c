// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxEditor.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxTensor.h"

namespace pareidolia::onnx {

OnnxEditor::OnnxEditor(ModelProto& model)
    : m_model(model), m_names(model.graph()), m_into(model.mutable_graph()->mutable_node())
{
    for (const OperatorSetIdProto& set : model.opset_import())
        if (set.domain().empty())
            m_opset = set.version();
    for (const TensorProto& tensor : model.graph().initializer())
        learn(tensor.name(), tensor);
    for (const NodeProto& node : model.graph().node()) {
        if (node.op_type() != "Constant" || node.output_size() != 1 || node.attribute_size() != 1)
            continue;
        const AttributeProto& value = node.attribute(0);
        TensorProto tensor = value.t();
        if (value.name() == "value_float") {
            tensor.set_data_type(element::number);
            tensor.add_float_data(value.f());
        } else if (value.name() == "value_ints" || value.name() == "value_int") {
            tensor.set_data_type(element::signed64);
            *tensor.mutable_int64_data() = value.ints();
            if (value.has_i())
                tensor.add_int64_data(value.i());
            else
                tensor.add_dims(tensor.int64_data_size());
        } else if (value.name() != "value") {
            continue;
        }
        learn(node.output(0), tensor);
    }
}

void OnnxEditor::learn(const std::string& name, const TensorProto& tensor)
{
    TensorProto& known = m_constants[name];
    if (tensor.data_type() != element::text && countOf(tensor) <= 64) {
        known = tensor;
        return;
    }
    *known.mutable_dims() = tensor.dims();
    known.set_data_type(tensor.data_type());
}

std::string OnnxEditor::number(float value)
{
    TensorProto& tensor = *graph().add_initializer();
    tensor.set_name(unused("number"));
    tensor.set_data_type(element::number);
    tensor.add_float_data(value);
    makeRaw(tensor);
    return tensor.name();
}

std::string OnnxEditor::integers(const std::vector<std::int64_t>& values)
{
    TensorProto& tensor = *graph().add_initializer();
    tensor.set_name(unused("integers"));
    tensor.set_data_type(element::signed64);
    tensor.add_dims(static_cast<std::int64_t>(values.size()));
    tensor.mutable_int64_data()->Add(values.begin(), values.end());
    makeRaw(tensor);
    return tensor.name();
}

const TensorProto* OnnxEditor::constant(const std::string& value) const
{
    const auto found = m_constants.find(value);
    return found != m_constants.end() ? &found->second : nullptr;
}

std::string OnnxEditor::add(const std::string& kind, const Values& inputs,
                            const std::vector<AttributeProto>& attributes, std::string output)
{
    NodeProto& node = *m_into->Add();
    node.set_op_type(kind);
    for (const std::string& input : inputs)
        node.add_input(input);
    for (const AttributeProto& attribute : attributes)
        *node.add_attribute() = attribute;
    if (output.empty())
        output = unused(kind);
    node.add_output(output);
    return output;
}

std::string OnnxEditor::meanOver(const std::string& value, std::int64_t axis)
{
    return m_opset >= 18 ? add("ReduceMean", {value, integers({axis})})
                         : add("ReduceMean", {value}, {wholes("axes", {axis})});
}

std::string OnnxEditor::squeezed(const std::string& value, std::int64_t axis, std::string output)
{
    return m_opset >= 13 ? add("Squeeze", {value, integers({axis})}, {}, std::move(output))
                         : add("Squeeze", {value}, {wholes("axes", {axis})}, std::move(output));
}

void OnnxEditor::rewrite(const std::function<bool(NodeProto&)>& rewrite)
{
    this->rewrite(graph(), rewrite);
    addTo(*graph().mutable_node());
}

void OnnxEditor::rewrite(GraphProto& graph, const std::function<bool(NodeProto&)>& rewrite)
{
    Nodes made;
    for (NodeProto& node : *graph.mutable_node()) {
        forEachInner(node, [&](GraphProto& inner) { this->rewrite(inner, rewrite); });
        addTo(made);
        if (!rewrite(node))
            made.Add()->Swap(&node);
    }
    graph.mutable_node()->Swap(&made);
}

} // namespace pareidolia::onnx
