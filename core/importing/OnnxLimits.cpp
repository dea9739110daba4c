// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxLimits.h"

#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "onnx.pb.h"

#include <set>
#include <string>

namespace pareidolia::onnx {

namespace {

constexpr int longestName = 4096;
constexpr int mostOperands = 10'000;

class TensorWalk
{
public:
    explicit TensorWalk(const std::function<void(TensorProto&)>& visit) : m_visit(visit) {}

    void graph(GraphProto& graph, int depth)
    {
        if (depth > deepestGraph)
            throw OnnxProblem{"its graphs are nested too deep"};
        for (TensorProto& tensor : *graph.mutable_initializer())
            m_visit(tensor);
        for (SparseTensorProto& sparse : *graph.mutable_sparse_initializer())
            this->sparse(sparse);
        for (NodeProto& one : *graph.mutable_node())
            node(one, depth);
    }

    void node(NodeProto& node, int depth)
    {
        for (AttributeProto& one : *node.mutable_attribute())
            attribute(one, depth);
    }

    void attribute(AttributeProto& attribute, int depth)
    {
        if (attribute.has_t())
            m_visit(*attribute.mutable_t());
        for (TensorProto& tensor : *attribute.mutable_tensors())
            m_visit(tensor);
        if (attribute.has_sparse_tensor())
            sparse(*attribute.mutable_sparse_tensor());
        if (attribute.has_g())
            graph(*attribute.mutable_g(), depth + 1);
        for (GraphProto& inner : *attribute.mutable_graphs())
            graph(inner, depth + 1);
    }

private:
    void sparse(SparseTensorProto& sparse)
    {
        m_visit(*sparse.mutable_values());
        m_visit(*sparse.mutable_indices());
    }

    const std::function<void(TensorProto&)>& m_visit;
};

int kindOfValue(const AttributeProto& attribute)
{
    // By the numbers of AttributeProto.AttributeType.
    return attribute.has_f()               ? 1
           : attribute.has_i()             ? 2
           : attribute.has_s()             ? 3
           : attribute.has_t()             ? 4
           : attribute.has_g()             ? 5
           : attribute.floats_size() > 0   ? 6
           : attribute.ints_size() > 0     ? 7
           : attribute.strings_size() > 0  ? 8
           : attribute.tensors_size() > 0  ? 9
           : attribute.graphs_size() > 0   ? 10
           : attribute.has_sparse_tensor() ? 11
                                           : 0;
}

void checkName(const std::string& name)
{
    if (name.size() > longestName)
        throw OnnxProblem{"it has a name of " + std::to_string(name.size()) +
                          " bytes: " + shown(name)};
}

class Check
{
public:
    void node(NodeProto& node)
    {
        if (++m_nodes > mostNodes)
            throw OnnxProblem{"it has more than " + std::to_string(mostNodes) + " nodes"};
        if (node.input_size() > mostOperands || node.output_size() > mostOperands)
            throw OnnxProblem{shown(node) + " has too many inputs or outputs"};
        if (node.op_type().empty())
            throw OnnxProblem{"the node " + shown(node.name()) + " names no operator"};
        node.mutable_unknown_fields()->clear();
        for (const auto* names : {&node.input(), &node.output()})
            for (const std::string& name : *names)
                checkName(name);
        for (const std::string& name : {node.name(), node.op_type(), node.domain()})
            checkName(name);
        std::set<std::string> seen;
        for (AttributeProto& one : *node.mutable_attribute()) {
            if (!seen.insert(one.name()).second)
                throw OnnxProblem{shown(node) + " has the attribute " + shown(one.name()) +
                                  " twice"};
            if (one.sparse_tensors_size() > 0)
                throw OnnxProblem{shown(node) + " has a list of sparse tensors"};
            attribute(one);
        }
    }

    void attribute(AttributeProto& attribute)
    {
        checkName(attribute.name());
        attribute.mutable_unknown_fields()->clear();
        if (attribute.type() == 0 && kindOfValue(attribute) != 0)
            attribute.set_type(kindOfValue(attribute));
        if (attribute.has_g())
            graph(*attribute.mutable_g());
        for (GraphProto& inner : *attribute.mutable_graphs())
            graph(inner);
    }

    void graph(GraphProto& graph)
    {
        graph.mutable_unknown_fields()->clear();
        for (auto* infos :
             {graph.mutable_input(), graph.mutable_output(), graph.mutable_value_info()})
            for (ValueInfoProto& info : *infos)
                this->info(info);
        for (NodeProto& one : *graph.mutable_node())
            node(one);
    }

private:
    static void info(ValueInfoProto& info)
    {
        checkName(info.name());
        info.mutable_unknown_fields()->clear();
        if (!info.has_type())
            return;
        info.mutable_type()->mutable_unknown_fields()->clear();
        if (!info.type().has_tensor_type())
            return;
        TensorTypeProto& type = *info.mutable_type()->mutable_tensor_type();
        type.mutable_unknown_fields()->clear();
        if (!type.has_shape())
            return;
        type.mutable_shape()->mutable_unknown_fields()->clear();
        for (DimensionProto& side : *type.mutable_shape()->mutable_dim()) {
            side.mutable_unknown_fields()->clear();
            checkName(side.dim_param());
        }
    }

    std::int64_t m_nodes = 0;
};

} // namespace

void forEachTensor(ModelProto& model, const std::function<void(TensorProto&)>& visit)
{
    TensorWalk walk(visit);
    walk.graph(*model.mutable_graph(), 0);
    for (FunctionProto& function : *model.mutable_functions()) {
        for (NodeProto& node : *function.mutable_node())
            walk.node(node, 0);
        for (AttributeProto& attribute : *function.mutable_attribute_proto())
            walk.attribute(attribute, 0);
    }
}

void forEachInner(NodeProto& node, const std::function<void(GraphProto&)>& visit)
{
    for (AttributeProto& attribute : *node.mutable_attribute()) {
        if (attribute.has_g())
            visit(*attribute.mutable_g());
        for (GraphProto& inner : *attribute.mutable_graphs())
            visit(inner);
    }
}

void forEachInner(const NodeProto& node, const std::function<void(const GraphProto&)>& visit)
{
    for (const AttributeProto& attribute : node.attribute()) {
        if (attribute.has_g())
            visit(attribute.g());
        for (const GraphProto& inner : attribute.graphs())
            visit(inner);
    }
}

void forEachNode(GraphProto& graph, const std::function<void(NodeProto&)>& visit)
{
    for (NodeProto& node : *graph.mutable_node()) {
        visit(node);
        forEachInner(node, [&](GraphProto& inner) { forEachNode(inner, visit); });
    }
}

void checkLimits(ModelProto& model)
{
    std::int64_t total = 0;
    forEachTensor(model, [&](TensorProto& tensor) {
        checkName(tensor.name());
        checkTensor(tensor);
        tensor.mutable_unknown_fields()->clear();
        total += tensor.data_type() == element::text ? 0 : rawSizeOf(tensor);
        if (total > mostBytes)
            throw OnnxProblem{"its weights are larger than 2 GB, which is not supported",
                              "choose a smaller network"};
    });
    model.mutable_unknown_fields()->clear();
    for (OperatorSetIdProto& set : *model.mutable_opset_import())
        set.mutable_unknown_fields()->clear();
    Check check;
    check.graph(*model.mutable_graph());
    for (FunctionProto& function : *model.mutable_functions()) {
        for (NodeProto& node : *function.mutable_node())
            check.node(node);
        for (AttributeProto& attribute : *function.mutable_attribute_proto())
            check.attribute(attribute);
    }
}

} // namespace pareidolia::onnx
