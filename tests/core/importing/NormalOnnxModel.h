// SPDX-License-Identifier: GPL-3.0-or-later
// Normalised ONNX as a message, with what tests ask of it.
#pragma once

#include "core/importing/OnnxNormal.h"
#include "tests/core/importing/OnnxMaker.h"

#include <set>
#include <stdexcept>

namespace pareidolia::test {

struct NormalModel
{
    NormalOnnx facts;
    onnx::ModelProto model;

    const onnx::GraphProto& graph() const { return model.graph(); }

    /// "Conv Relu Gemm", in their order.
    std::string kinds() const
    {
        std::string text;
        for (const onnx::NodeProto& node : graph().node())
            text += (text.empty() ? "" : " ") + node.op_type();
        return text;
    }

    const onnx::NodeProto& node(const std::string& kind) const
    {
        for (const onnx::NodeProto& one : graph().node())
            if (one.op_type() == kind)
                return one;
        throw std::runtime_error("no node " + kind);
    }

    /// "N×3×8×8"
    static std::string shapeOf(const onnx::ValueInfoProto& info)
    {
        std::string text;
        for (const onnx::DimensionProto& side : info.type().tensor_type().shape().dim())
            text += (text.empty() ? "" : "×") +
                    (side.has_dim_value() ? std::to_string(side.dim_value()) : side.dim_param());
        return text;
    }

    std::string input() const { return shapeOf(graph().input(0)); }
    std::string output() const { return shapeOf(graph().output(0)); }

    /// What every normal form keeps; empty if it does.
    std::string broken() const
    {
        if (graph().input_size() != 1 || graph().input(0).name() != "pictures" ||
            graph().input(0).type().tensor_type().elem_type() != 1 ||
            graph().input(0).type().tensor_type().shape().dim_size() != 4)
            return "the input";
        if (graph().output_size() != 1 || graph().output(0).name() != "answers" ||
            graph().output(0).type().tensor_type().elem_type() != 1 ||
            graph().output(0).type().tensor_type().shape().dim_size() != 2)
            return "the output";
        if (model.functions_size() > 0 || model.opset_import_size() != 1 ||
            graph().value_info_size() > 0 || graph().sparse_initializer_size() > 0)
            return "what is left over";
        std::set<std::string> known{"pictures", ""};
        for (const onnx::TensorProto& tensor : graph().initializer()) {
            if (tensor.external_data_size() > 0 || tensor.data_location() != 0 ||
                tensor.data_type() == 10 || tensor.data_type() == 16)
                return "the tensor " + tensor.name();
            known.insert(tensor.name());
        }
        for (const onnx::NodeProto& node : graph().node()) {
            if (!node.domain().empty())
                return "the domain of " + node.op_type();
            for (const std::string& name : node.input())
                if (!known.contains(name))
                    return "the order: " + name;
            known.insert(node.output().begin(), node.output().end());
        }
        return known.contains("answers") ? "" : "no answers";
    }
};

/// Throws the error's sentence, or what is no normal form.
inline NormalModel normal(const std::string& bytes, const OnnxChoices& choices = {})
{
    auto read = readOnnx(bytes, "made.onnx", choices);
    if (!read)
        throw std::runtime_error(read.error().sentence());
    NormalModel made;
    made.facts = *std::move(read);
    if (!made.model.ParseFromString(made.facts.bytes))
        throw std::runtime_error("its bytes are no model");
    if (const std::string broken = made.broken(); !broken.empty())
        throw std::runtime_error("no normal form: " + broken);
    return made;
}

/// The sentence why it is refused; empty if it is not.
inline std::string refusal(const std::string& bytes, const OnnxChoices& choices = {})
{
    const auto read = readOnnx(bytes, "made.onnx", choices);
    return read ? "" : read.error().sentence();
}

} // namespace pareidolia::test
