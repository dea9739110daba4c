// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxValues.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxNames.h"
#include "core/importing/OnnxProblem.h"

#include <set>

namespace pareidolia::onnx {

namespace {

/// Operators after which there are as many numbers a picture as before.
const std::set<std::string> keepCount{
    "Identity", "Cast", "Flatten", "Softmax",        "Sigmoid",          "Dropout", "LogSoftmax",
    "Relu",     "Log",  "Squeeze", "QuantizeLinear", "DequantizeLinear", "Clip",    "Tanh"};

} // namespace

ValueFacts factsOf(const ValueInfoProto& info)
{
    ValueFacts facts;
    const TensorTypeProto& type = info.type().tensor_type();
    facts.type = type.elem_type();
    if (!type.has_shape() || type.shape().dim_size() == 0) // no picture and no answer has no side
        return facts;
    facts.shape.emplace();
    for (const DimensionProto& side : type.shape().dim()) {
        // Some exporters write −1 or 0 for an open side.
        const bool open = !side.has_dim_value() || side.dim_value() == -1 || side.dim_value() == 0;
        if (!open && side.dim_value() < 0)
            throw OnnxProblem{"its value " + shown(info.name()) + " has a negative size"};
        facts.shape->push_back(open ? openSide : side.dim_value());
    }
    return facts;
}

OnnxValues::OnnxValues(const GraphProto& graph)
{
    for (const NodeProto& node : graph.node()) {
        for (const std::string& name : node.output())
            m_givers.emplace(name, &node);
        for (const std::string& name : takenBy(node))
            m_takers[name].push_back(&node);
    }
    for (const auto* infos : {&graph.input(), &graph.output(), &graph.value_info()})
        for (const ValueInfoProto& info : *infos)
            m_infos.emplace(info.name(), &info);
    for (const TensorProto& tensor : graph.initializer())
        m_tensors.emplace(tensor.name(), &tensor);
}

const NodeProto* OnnxValues::giver(const std::string& value) const
{
    const auto found = m_givers.find(value);
    return found != m_givers.end() ? found->second : nullptr;
}

const std::vector<const NodeProto*>& OnnxValues::takers(const std::string& value) const
{
    static const std::vector<const NodeProto*> nobody;
    const auto found = m_takers.find(value);
    return found != m_takers.end() ? found->second : nobody;
}

ValueFacts OnnxValues::facts(const std::string& value) const
{
    const auto found = m_infos.find(value);
    return found != m_infos.end() ? factsOf(*found->second) : ValueFacts{};
}

const TensorProto* OnnxValues::tensor(const std::string& value) const
{
    const auto found = m_tensors.find(value);
    return found != m_tensors.end() ? found->second : nullptr;
}

std::int64_t OnnxValues::classesOf(const std::string& value) const
{
    std::string now = value;
    for (std::size_t steps = 0; steps <= m_givers.size(); ++steps) {
        const NodeProto* node = giver(now);
        if (!node || !node->domain().empty() || node->input_size() == 0)
            return 0;
        const std::string& kind = node->op_type();
        if (keepCount.contains(kind)) {
            now = node->input(0);
            continue;
        }
        for (int i = 0; i < node->input_size(); ++i) {
            const TensorProto* weights = tensor(node->input(i));
            if (!weights)
                continue;
            if (kind == "Gemm" && i == 1 && weights->dims_size() == 2)
                return weights->dims(wholeOf(*node, "transB", 0) != 0 ? 0 : 1);
            if (kind == "MatMul" && i == 1 && weights->dims_size() == 2)
                return weights->dims(1);
            if (kind == "Add" && weights->dims_size() == 1 && weights->dims(0) > 1)
                return weights->dims(0);
        }
        return 0;
    }
    return 0;
}

} // namespace pareidolia::onnx
