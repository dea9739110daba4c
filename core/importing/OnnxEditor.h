// SPDX-License-Identifier: GPL-3.0-or-later
// Adds nodes and tensors to an ONNX model while it is rewritten.
#pragma once

#include "core/importing/OnnxNames.h"
#include "onnx.pb.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class OnnxEditor
{
public:
    using Nodes = google::protobuf::RepeatedPtrField<NodeProto>;
    using Values = std::vector<std::string>;

    /// The model must outlive it.
    explicit OnnxEditor(ModelProto& model);

    GraphProto& graph() { return *m_model.mutable_graph(); }
    std::int64_t opset() const { return m_opset; }

    std::string unused(const std::string& stem) { return m_names.unused(stem); }

    /// Tensors of the outer graph, which nested ones see too.
    std::string number(float value);
    std::string integers(const std::vector<std::int64_t>& values);

    /// A tensor of the outer graph, or a Constant's; null if the value is neither. Of more than 64
    /// numbers only shape and type are there.
    const TensorProto* constant(const std::string& value) const;

    /// Adds a node where nodes are being added now, and returns what it gives: `output`, or a new
    /// name.
    std::string add(const std::string& kind, const Values& inputs,
                    const std::vector<AttributeProto>& attributes = {}, std::string output = {});

    /// Axes are an attribute in older versions and an input in newer ones.
    std::string meanOver(const std::string& value, std::int64_t axis);
    std::string squeezed(const std::string& value, std::int64_t axis, std::string output = {});

    /// Makes the graph anew, and those inside: each node is taken by `rewrite`, which adds what
    /// comes in its place and returns true, or is kept.
    void rewrite(const std::function<bool(NodeProto&)>& rewrite);

    /// The nodes that are added go here, until the next call.
    void addTo(Nodes& nodes) { m_into = &nodes; }

private:
    void learn(const std::string& name, const TensorProto& tensor);
    void rewrite(GraphProto& graph, const std::function<bool(NodeProto&)>& rewrite);

    ModelProto& m_model;
    Names m_names;
    std::int64_t m_opset = 0;
    Nodes* m_into = nullptr;
    std::unordered_map<std::string, TensorProto> m_constants;
};

} // namespace pareidolia::onnx
