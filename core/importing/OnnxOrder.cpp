// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxOrder.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxNames.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "onnx.pb.h"

#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pareidolia::onnx {

namespace {

/// The names of a graph, and of those around it.
struct Scope
{
    std::unordered_map<std::string, int> given; ///< by which node; −1: an input or a tensor
    const Scope* around = nullptr;

    bool has(const std::string& name) const
    {
        return given.contains(name) || (around && around->has(name));
    }

    void give(const std::string& name, int node)
    {
        if (!given.emplace(name, node).second)
            throw OnnxProblem{"the value " + shown(name) + " is defined twice"};
    }
};

Scope scopeOf(const GraphProto& graph, const Scope* around)
{
    Scope scope{.around = around};
    for (const ValueInfoProto& input : graph.input())
        scope.give(input.name(), -1);
    for (const TensorProto& tensor : graph.initializer())
        scope.give(tensor.name(), -1);
    for (int i = 0; i < graph.node_size(); ++i)
        for (const std::string& name : graph.node(i).output())
            if (!name.empty())
                scope.give(name, i);
    for (const ValueInfoProto& output : graph.output())
        if (!scope.has(output.name()))
            throw OnnxProblem{"nothing gives its output " + shown(output.name())};
    return scope;
}

void sortWithin(GraphProto& graph, const Scope* around)
{
    const Scope scope = scopeOf(graph, around);
    const auto count = static_cast<std::size_t>(graph.node_size());
    std::vector<int> missing(count);
    std::vector<std::vector<int>> takers(count);
    for (int i = 0; i < graph.node_size(); ++i)
        for (const std::string& name : takenBy(graph.node(i))) {
            const auto found = scope.given.find(name);
            if (found == scope.given.end() && !scope.has(name))
                throw OnnxProblem{shown(graph.node(i)) + " takes the value " + shown(name) +
                                  ", which nothing gives"};
            if (found == scope.given.end() || found->second < 0)
                continue;
            ++missing[static_cast<std::size_t>(i)];
            takers[static_cast<std::size_t>(found->second)].push_back(i);
        }
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (int i = 0; i < graph.node_size(); ++i)
        if (missing[static_cast<std::size_t>(i)] == 0)
            ready.push(i);
    google::protobuf::RepeatedPtrField<NodeProto> sorted;
    while (!ready.empty()) {
        const int next = ready.top();
        ready.pop();
        sorted.Add()->Swap(graph.mutable_node(next));
        for (const int taker : takers[static_cast<std::size_t>(next)])
            if (--missing[static_cast<std::size_t>(taker)] == 0)
                ready.push(taker);
    }
    for (int i = 0; i < graph.node_size() && sorted.size() < graph.node_size(); ++i)
        if (missing[static_cast<std::size_t>(i)] > 0)
            throw OnnxProblem{"its nodes run in a circle: " + shown(graph.node(i)) +
                              " takes what comes of it"};
    graph.mutable_node()->Swap(&sorted);
    for (NodeProto& node : *graph.mutable_node())
        forEachInner(node, [&](GraphProto& inner) { sortWithin(inner, &scope); });
}

/// `room`: bytes that sparse tensors may still grow to.
void settle(GraphProto& graph, std::int64_t& room)
{
    const auto grown = [&](const SparseTensorProto& sparse) {
        TensorProto size;
        *size.mutable_dims() = sparse.dims();
        size.set_data_type(sparse.values().data_type());
        room -= rawSizeOf(size);
        if (room < 0)
            throw OnnxProblem{"with its sparse tensors it is larger than 2 GB"};
        return dense(sparse);
    };
    for (const SparseTensorProto& sparse : graph.sparse_initializer())
        *graph.add_initializer() = grown(sparse);
    graph.clear_sparse_initializer();
    std::unordered_set<std::string> tensors;
    for (const TensorProto& tensor : graph.initializer())
        tensors.insert(tensor.name());
    google::protobuf::RepeatedPtrField<ValueInfoProto> inputs;
    for (ValueInfoProto& input : *graph.mutable_input())
        if (!tensors.contains(input.name()))
            inputs.Add()->Swap(&input);
    graph.mutable_input()->Swap(&inputs);
    for (NodeProto& node : *graph.mutable_node()) {
        for (AttributeProto& attribute : *node.mutable_attribute())
            if (attribute.has_sparse_tensor()) { // a Constant's `sparse_value`
                *attribute.mutable_t() = grown(attribute.sparse_tensor());
                attribute.clear_sparse_tensor();
                attribute.set_name("value");
                attribute.set_type(4);
            }
        forEachInner(node, [&](GraphProto& inner) { settle(inner, room); });
    }
}

} // namespace

void settleInitializers(GraphProto& graph)
{
    std::int64_t room = mostBytes;
    settle(graph, room);
}

void sortNodes(GraphProto& graph)
{
    sortWithin(graph, nullptr);
}

void keepWhatCounts(GraphProto& graph, const std::string& value)
{
    std::unordered_map<std::string, int> given;
    for (int i = 0; i < graph.node_size(); ++i)
        for (const std::string& name : graph.node(i).output())
            given.emplace(name, i);
    std::unordered_set<std::string> needed{value};
    std::vector<std::string> open{value};
    std::vector<bool> counts(static_cast<std::size_t>(graph.node_size()));
    while (!open.empty()) {
        const auto found = given.find(open.back());
        open.pop_back();
        if (found == given.end() || counts[static_cast<std::size_t>(found->second)])
            continue;
        counts[static_cast<std::size_t>(found->second)] = true;
        for (const std::string& name : takenBy(graph.node(found->second)))
            if (needed.insert(name).second)
                open.push_back(name);
    }
    google::protobuf::RepeatedPtrField<NodeProto> nodes;
    for (int i = 0; i < graph.node_size(); ++i)
        if (counts[static_cast<std::size_t>(i)])
            nodes.Add()->Swap(graph.mutable_node(i));
    graph.mutable_node()->Swap(&nodes);
    google::protobuf::RepeatedPtrField<TensorProto> tensors;
    for (TensorProto& tensor : *graph.mutable_initializer())
        if (needed.contains(tensor.name()))
            tensors.Add()->Swap(&tensor);
    graph.mutable_initializer()->Swap(&tensors);
    google::protobuf::RepeatedPtrField<ValueInfoProto> inputs;
    for (ValueInfoProto& input : *graph.mutable_input())
        if (needed.contains(input.name()))
            inputs.Add()->Swap(&input);
    graph.mutable_input()->Swap(&inputs);
}

} // namespace pareidolia::onnx
