// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX files that tests write, node by node.
#pragma once

#include "onnx.pb.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace pareidolia::test {

using OnnxShape = std::vector<std::int64_t>;

inline onnx::AttributeProto wholeAttribute(const std::string& name, std::int64_t value)
{
    onnx::AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(2);
    attribute.set_i(value);
    return attribute;
}

inline onnx::AttributeProto numberAttribute(const std::string& name, float value)
{
    onnx::AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(1);
    attribute.set_f(value);
    return attribute;
}

inline onnx::AttributeProto textAttribute(const std::string& name, const std::string& value)
{
    onnx::AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(3);
    attribute.set_s(value);
    return attribute;
}

inline onnx::AttributeProto listAttribute(const std::string& name, const OnnxShape& values)
{
    onnx::AttributeProto attribute;
    attribute.set_name(name);
    attribute.set_type(7);
    attribute.mutable_ints()->Add(values.begin(), values.end());
    return attribute;
}

/// Each call adds to the file and returns the name of what it gives.
class OnnxMaker
{
public:
    using Names = std::vector<std::string>;
    using Attributes = std::vector<onnx::AttributeProto>;

    /// A side of −1 is left open.
    explicit OnnxMaker(const OnnxShape& input = {1, 3, 8, 8}, std::int64_t opset = 13)
    {
        m_model.set_ir_version(7);
        m_model.set_producer_name("tests");
        m_model.add_opset_import()->set_version(opset);
        m_model.mutable_graph()->set_name("made");
        addInput("picture", input);
    }

    void addInput(const std::string& name, const OnnxShape& shape)
    {
        describe(*m_model.mutable_graph()->add_input(), name, shape);
    }

    std::string tensor(const OnnxShape& shape, const std::vector<float>& values)
    {
        onnx::TensorProto& tensor = *m_model.mutable_graph()->add_initializer();
        tensor.mutable_dims()->Add(shape.begin(), shape.end());
        tensor.set_data_type(1);
        tensor.set_name(nextName("tensor"));
        tensor.set_raw_data(values.data(), values.size() * sizeof(float));
        return tensor.name();
    }

    /// Normally distributed, each tensor with other numbers.
    std::string noise(const OnnxShape& shape, float size = 0.3f, float mean = 0)
    {
        std::int64_t count = 1;
        for (const std::int64_t side : shape)
            count *= side;
        std::mt19937 generator(static_cast<unsigned>(m_count));
        std::vector<float> values;
        for (std::int64_t i = 0; i < count; ++i)
            values.push_back(mean + size * (static_cast<float>(generator() >> 8) / 8388608 - 1));
        return tensor(shape, values);
    }

    std::string integers(const OnnxShape& values)
    {
        onnx::TensorProto& tensor = *m_model.mutable_graph()->add_initializer();
        tensor.add_dims(static_cast<std::int64_t>(values.size()));
        tensor.set_data_type(7);
        tensor.set_name(nextName("integers"));
        tensor.mutable_int64_data()->Add(values.begin(), values.end());
        return tensor.name();
    }

    std::string node(const std::string& kind, const Names& inputs,
                     const Attributes& attributes = {})
    {
        onnx::NodeProto& node = *m_model.mutable_graph()->add_node();
        node.set_op_type(kind);
        for (const std::string& input : inputs)
            node.add_input(input);
        for (const onnx::AttributeProto& attribute : attributes)
            *node.add_attribute() = attribute;
        node.set_name(nextName(kind));
        node.add_output(node.name() + ".out");
        return node.output(0);
    }

    onnx::ModelProto& model() { return m_model; }
    onnx::GraphProto& graph() { return *m_model.mutable_graph(); }

    /// The file whose answer this is.
    std::string answering(const std::string& value)
    {
        m_model.mutable_graph()->clear_output();
        describe(*m_model.mutable_graph()->add_output(), value, {});
        return m_model.SerializeAsString();
    }

    /// The same, made flat and short enough to be an answer: `classes` sums of the value's numbers.
    std::string answeringSums(const std::string& value, std::int64_t numbers,
                              std::int64_t classes = 4)
    {
        const std::string flat = node("Flatten", {value});
        return answering(
            node("Gemm", {flat, noise({classes, numbers})}, {wholeAttribute("transB", 1)}));
    }

private:
    std::string nextName(const std::string& kind) { return kind + std::to_string(++m_count); }

    static void describe(onnx::ValueInfoProto& info, const std::string& name,
                         const OnnxShape& shape)
    {
        info.set_name(name);
        onnx::TensorTypeProto& type = *info.mutable_type()->mutable_tensor_type();
        type.set_elem_type(1);
        for (const std::int64_t side : shape)
            if (onnx::DimensionProto& told = *type.mutable_shape()->add_dim(); side >= 0)
                told.set_dim_value(side);
            else
                told.set_dim_param("open");
    }

    onnx::ModelProto m_model;
    int m_count = 0;
};

} // namespace pareidolia::test
