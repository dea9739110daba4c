// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxWriter.h"

#include <bit>
#include <cstddef>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <onnx.pb.h>
#include <stdexcept>

namespace pareidolia {

namespace {

namespace protobuf = google::protobuf;

static_assert(std::endian::native == std::endian::little, "raw data is in the order of the file");

/// Numbers of the format.
enum DataType { Float = 1, Int64 = 7 };
enum AttributeType { OneFloat = 1, OneInt = 2, OneString = 3, ManyInts = 7 };
constexpr std::int64_t formatVersion = 8;
constexpr std::size_t longestName = 80;

/// Names come from files and may hold anything; runtimes expect text.
std::string plainName(std::string_view name)
{
    std::string plain(name.substr(0, longestName));
    for (char& one : plain)
        if (one <= ' ' || one > '~' || one == '"' || one == '\\')
            one = '_';
    return plain.empty() ? "value" : plain;
}

struct AttributeFiller
{
    onnx::AttributeProto& to;

    void operator()(std::int64_t value) const
    {
        to.set_type(OneInt);
        to.set_i(value);
    }
    void operator()(float value) const
    {
        to.set_type(OneFloat);
        to.set_f(value);
    }
    void operator()(const std::string& value) const
    {
        to.set_type(OneString);
        to.set_s(value);
    }
    void operator()(const std::vector<std::int64_t>& values) const
    {
        to.set_type(ManyInts);
        for (const std::int64_t value : values)
            to.add_ints(value);
    }
};

void fillValue(onnx::ValueInfoProto& value, const std::string& name, OnnxWriter::Shape shape)
{
    value.set_name(name);
    onnx::TensorTypeProto& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(Float);
    type.mutable_shape()->add_dim()->set_dim_param("N");
    for (const std::int64_t side : shape)
        type.mutable_shape()->add_dim()->set_dim_value(side);
}

/// In place: the setter of protobuf would need the memory twice.
void fillRaw(onnx::TensorProto& tensor, std::span<const std::byte> bytes)
{
    tensor.mutable_raw_data()->assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// What stands before a message in a message.
std::string lead(int field, std::size_t size)
{
    constexpr int lengthDelimited = 2;
    std::string text;
    {
        protobuf::io::StringOutputStream stream(&text);
        protobuf::io::CodedOutputStream coded(&stream);
        coded.WriteVarint32(static_cast<std::uint32_t>(field << 3 | lengthDelimited));
        coded.WriteVarint64(size);
    }
    return text;
}

} // namespace

OnnxWriter::OnnxWriter(const std::string& graphName) : m_graph(std::make_unique<onnx::GraphProto>())
{
    m_graph->set_name(plainName(graphName.empty() ? "network" : graphName));
    m_names = {{pictures, 1}, {answers, 1}};
}

OnnxWriter::~OnnxWriter() = default;

std::string OnnxWriter::uniqueName(std::string_view hint)
{
    const std::string wanted = plainName(hint);
    std::string name = wanted;
    while (m_names.contains(name))
        name = wanted + "_" + std::to_string(++m_names.at(wanted));
    m_names.emplace(name, 1);
    return name;
}

std::string OnnxWriter::setInput(Shape shape)
{
    fillValue(*m_graph->add_input(), pictures, shape);
    return pictures;
}

onnx::TensorProto& OnnxWriter::addTensor(std::string_view hint, Shape shape, int type)
{
    onnx::TensorProto& tensor = *m_constants.emplace_back(std::make_unique<onnx::TensorProto>());
    tensor.set_name(uniqueName(hint));
    tensor.set_data_type(type);
    for (const std::int64_t side : shape)
        tensor.add_dims(side);
    return tensor;
}

std::string OnnxWriter::addConstant(std::string_view hint, Shape shape,
                                    std::span<const float> values)
{
    onnx::TensorProto& tensor = addTensor(hint, shape, Float);
    fillRaw(tensor, std::as_bytes(values));
    return tensor.name();
}

std::string OnnxWriter::addConstant(std::string_view hint, std::span<const std::int64_t> values)
{
    const auto count = static_cast<std::int64_t>(values.size());
    onnx::TensorProto& tensor = addTensor(hint, {&count, 1}, Int64);
    fillRaw(tensor, std::as_bytes(values));
    return tensor.name();
}

std::string OnnxWriter::addNumber(std::string_view hint, float value)
{
    return addConstant(hint, {}, {&value, 1});
}

std::string OnnxWriter::addNode(std::string_view hint, const std::string& type,
                                const std::vector<std::string>& inputs,
                                const std::vector<Attribute>& attributes)
{
    onnx::NodeProto& node = *m_graph->add_node();
    node.set_name(uniqueName(hint));
    node.set_op_type(type);
    for (const std::string& input : inputs)
        node.add_input(input);
    node.add_output(node.name());
    for (const Attribute& attribute : attributes) {
        onnx::AttributeProto& made = *node.add_attribute();
        made.set_name(attribute.name);
        std::visit(AttributeFiller{made}, attribute.value);
    }
    return node.name();
}

void OnnxWriter::setOutput(const std::string& value, Shape shape)
{
    bool isMade = false;
    for (onnx::NodeProto& node : *m_graph->mutable_node()) {
        for (std::string& input : *node.mutable_input())
            if (input == value)
                input = answers;
        if (node.output(0) == value) {
            node.set_output(0, answers);
            isMade = true;
        }
    }
    if (!isMade)
        throw std::logic_error("the output of the network is not that of a node");
    fillValue(*m_graph->add_output(), answers, shape);
}

std::string OnnxWriter::finish()
{
    enum Field { Graph = 7, Initializer = 5 };
    onnx::ModelProto model;
    model.set_ir_version(formatVersion);
    model.set_producer_name("pareidolia");
    model.add_opset_import()->set_domain("");
    model.mutable_opset_import(0)->set_version(operatorSet);

    std::string graph = m_graph->SerializeAsString();
    std::vector<std::string> leads;
    std::size_t size = graph.size();
    for (const auto& constant : m_constants) {
        const std::size_t each = constant->ByteSizeLong();
        leads.push_back(lead(Initializer, each));
        size += leads.back().size() + each;
    }
    std::string bytes = model.SerializeAsString();
    const std::string graphLead = lead(Graph, size);
    bytes.reserve(bytes.size() + graphLead.size() + size);
    bytes += graphLead;
    bytes += graph;
    for (std::size_t i = 0; i < m_constants.size(); ++i) {
        bytes += leads[i];
        m_constants[i]->AppendToString(&bytes);
        m_constants[i].reset();
    }
    return bytes;
}

} // namespace pareidolia
