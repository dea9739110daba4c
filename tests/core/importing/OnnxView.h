// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into a serialised ONNX model that the program wrote.
#pragma once

#include <cstring>
#include <onnx.pb.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace pareidolia::test {

class OnnxView
{
public:
    explicit OnnxView(const std::string& bytes)
    {
        if (!m_model.ParseFromString(bytes))
            throw std::runtime_error("the model cannot be read");
    }

    const onnx::ModelProto& model() const { return m_model; }
    const onnx::GraphProto& graph() const { return m_model.graph(); }

    /// The types of all nodes in their order: "Conv MaxPool Flatten Gemm".
    std::string types() const
    {
        std::string text;
        for (const onnx::NodeProto& node : graph().node())
            text += (text.empty() ? "" : " ") + node.op_type();
        return text;
    }

    /// The first node of a type.
    const onnx::NodeProto& node(const std::string& type) const
    {
        for (const onnx::NodeProto& one : graph().node())
            if (one.op_type() == type)
                return one;
        throw std::runtime_error("there is no node of type " + type);
    }

    const onnx::TensorProto& constant(const std::string& name) const
    {
        for (const onnx::TensorProto& one : graph().initializer())
            if (one.name() == name)
                return one;
        throw std::runtime_error("there is no constant " + name);
    }

    template <typename Number>
    std::vector<Number> numbers(const std::string& name) const
    {
        const std::string& raw = constant(name).raw_data();
        std::vector<Number> values(raw.size() / sizeof(Number));
        std::memcpy(values.data(), raw.data(), raw.size());
        return values;
    }

    std::vector<std::int64_t> shapeOf(const std::string& constantName) const
    {
        const auto& dims = constant(constantName).dims();
        return {dims.begin(), dims.end()};
    }

    static const onnx::AttributeProto* attribute(const onnx::NodeProto& node,
                                                 const std::string& name)
    {
        for (const onnx::AttributeProto& one : node.attribute())
            if (one.name() == name)
                return &one;
        return nullptr;
    }

    static std::vector<std::int64_t> integers(const onnx::NodeProto& node, const std::string& name)
    {
        const onnx::AttributeProto* found = attribute(node, name);
        if (!found)
            return {};
        return {found->ints().begin(), found->ints().end()};
    }

private:
    onnx::ModelProto m_model;
};

} // namespace pareidolia::test
