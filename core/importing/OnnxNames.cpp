// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxNames.h"

#include "core/importing/OnnxLimits.h"
#include "onnx.pb.h"

namespace pareidolia::onnx {

std::string Names::unused(const std::string& stem)
{
    if (m_taken.insert(stem).second)
        return stem;
    int& next = m_next[stem];
    for (;;)
        if (std::string name = stem + "." + std::to_string(++next); m_taken.insert(name).second)
            return name;
}

void Names::add(const GraphProto& graph)
{
    for (const ValueInfoProto& info : graph.input())
        m_taken.insert(info.name());
    for (const TensorProto& tensor : graph.initializer())
        m_taken.insert(tensor.name());
    for (const SparseTensorProto& sparse : graph.sparse_initializer())
        m_taken.insert(sparse.values().name());
    for (const NodeProto& node : graph.node()) {
        m_taken.insert(node.input().begin(), node.input().end());
        m_taken.insert(node.output().begin(), node.output().end());
        forEachInner(node, [&](const GraphProto& inner) { add(inner); });
    }
    for (const ValueInfoProto& info : graph.output())
        m_taken.insert(info.name());
}

void renameValues(NodeProto& node, const std::function<std::string(const std::string&)>& renamed)
{
    for (auto* names : {node.mutable_input(), node.mutable_output()})
        for (std::string& name : *names)
            if (!name.empty())
                name = renamed(name);
    forEachInner(node, [&](GraphProto& inner) { renameValues(inner, renamed); });
}

void renameValues(GraphProto& graph, const std::function<std::string(const std::string&)>& renamed)
{
    for (auto* infos : {graph.mutable_input(), graph.mutable_output(), graph.mutable_value_info()})
        for (ValueInfoProto& info : *infos)
            info.set_name(renamed(info.name()));
    for (TensorProto& tensor : *graph.mutable_initializer())
        tensor.set_name(renamed(tensor.name()));
    for (SparseTensorProto& sparse : *graph.mutable_sparse_initializer())
        sparse.mutable_values()->set_name(renamed(sparse.values().name()));
    for (NodeProto& node : *graph.mutable_node())
        renameValues(node, renamed);
}

std::unordered_set<std::string> takenBy(const NodeProto& node)
{
    std::unordered_set<std::string> names;
    for (const std::string& name : node.input())
        if (!name.empty())
            names.insert(name);
    forEachInner(node, [&](const GraphProto& inner) { names.merge(takenFromOutside(inner)); });
    return names;
}

std::unordered_set<std::string> takenFromOutside(const GraphProto& graph)
{
    std::unordered_set<std::string> names;
    for (const NodeProto& node : graph.node())
        names.merge(takenBy(node));
    for (const ValueInfoProto& output : graph.output())
        names.insert(output.name());
    for (const ValueInfoProto& input : graph.input())
        names.erase(input.name());
    for (const TensorProto& tensor : graph.initializer())
        names.erase(tensor.name());
    for (const SparseTensorProto& sparse : graph.sparse_initializer())
        names.erase(sparse.values().name());
    for (const NodeProto& node : graph.node())
        for (const std::string& name : node.output())
            names.erase(name);
    return names;
}

} // namespace pareidolia::onnx
