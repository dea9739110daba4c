// SPDX-License-Identifier: GPL-3.0-or-later
// Small ONNX networks for tests, built with protobuf.
#pragma once

#include "onnx.pb.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace pareidolia {

/// One input "pictures", N × C × H × W, and one output "answers".
class OnnxNetwork
{
public:
    using Sizes = std::vector<std::int64_t>;

    explicit OnnxNetwork(int operatorSet = 17, const Sizes& sides = {0, 1, 2, 2})
    {
        m_model.set_ir_version(8);
        m_model.add_opset_import()->set_version(operatorSet);
        onnx::ValueInfoProto* input = graph().add_input();
        input->set_name("pictures");
        onnx::TensorTypeProto* type = input->mutable_type()->mutable_tensor_type();
        type->set_elem_type(1);
        for (const std::int64_t side : sides) {
            onnx::DimensionProto* dimension = type->mutable_shape()->add_dim();
            if (side > 0)
                dimension->set_dim_value(side);
            else
                dimension->set_dim_param("N");
        }
        graph().add_output()->set_name("answers");
    }

    onnx::ModelProto& model() { return m_model; }
    onnx::GraphProto& graph() { return *m_model.mutable_graph(); }
    std::string bytes() const { return m_model.SerializeAsString(); }

    void weights(const std::string& name, const Sizes& sides, const std::vector<float>& numbers)
    {
        onnx::TensorProto* tensor = named(name, sides, 1);
        tensor->mutable_float_data()->Add(numbers.begin(), numbers.end());
    }

    void integers(const std::string& name, const Sizes& numbers)
    {
        onnx::TensorProto* tensor =
            named(name, {static_cast<std::int64_t>(numbers.size())}, 7 /* int64 */);
        tensor->mutable_int64_data()->Add(numbers.begin(), numbers.end());
    }

    /// Of 8 bits: data type 2 (unsigned) or 3, in any shape.
    void bytesOf(const std::string& name, const Sizes& sides, int dataType, const Sizes& numbers)
    {
        onnx::TensorProto* tensor = named(name, sides, dataType);
        for (const std::int64_t number : numbers)
            tensor->add_int32_data(static_cast<std::int32_t>(number));
    }

    onnx::NodeProto& node(const std::string& type, std::initializer_list<const char*> inputs,
                          std::initializer_list<const char*> outputs)
    {
        onnx::NodeProto* made = graph().add_node();
        made->set_op_type(type);
        for (const char* input : inputs)
            made->add_input(input);
        for (const char* output : outputs)
            made->add_output(output);
        return *made;
    }

private:
    onnx::TensorProto* named(const std::string& name, const Sizes& sides, int dataType)
    {
        onnx::TensorProto* tensor = graph().add_initializer();
        tensor->set_name(name);
        tensor->set_data_type(dataType);
        for (const std::int64_t side : sides)
            tensor->add_dims(side);
        return tensor;
    }

    onnx::ModelProto m_model;
};

inline onnx::AttributeProto& attribute(onnx::NodeProto& node, const char* name)
{
    onnx::AttributeProto* made = node.add_attribute();
    made->set_name(name);
    return *made;
}

inline void set(onnx::NodeProto& node, const char* name, std::int64_t value)
{
    attribute(node, name).set_i(value);
}

inline void set(onnx::NodeProto& node, const char* name, int value)
{
    attribute(node, name).set_i(value);
}

inline void set(onnx::NodeProto& node, const char* name, double value)
{
    attribute(node, name).set_f(static_cast<float>(value));
}

inline void set(onnx::NodeProto& node, const char* name, const char* value)
{
    attribute(node, name).set_s(value);
}

inline void set(onnx::NodeProto& node, const char* name, const std::vector<std::int64_t>& values)
{
    attribute(node, name).mutable_ints()->Add(values.begin(), values.end());
}

} // namespace pareidolia
