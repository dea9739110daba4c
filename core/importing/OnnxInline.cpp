// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxInline.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxNames.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "onnx.pb.h"

#include <map>
#include <tuple>

namespace pareidolia::onnx {

namespace {

using Nodes = google::protobuf::RepeatedPtrField<NodeProto>;

constexpr int deepestCall = 40;
constexpr int mostCalls = 20'000;

std::string domainOf(const std::string& domain)
{
    return domain == "ai.onnx" ? "" : domain;
}

class Inliner
{
public:
    explicit Inliner(const ModelProto& model) : m_model(model), m_names(model.graph())
    {
        for (const FunctionProto& function : model.functions())
            m_functions[{domainOf(function.domain()), function.name(), function.overload()}] =
                &function;
    }

    void graph(GraphProto& graph, int depth)
    {
        Nodes before;
        before.Swap(graph.mutable_node());
        for (NodeProto& node : before)
            place(node, *graph.mutable_node(), depth);
    }

private:
    void place(NodeProto& node, Nodes& into, int depth)
    {
        const auto found =
            m_functions.find({domainOf(node.domain()), node.op_type(), node.overload()});
        if (found != m_functions.end()) {
            expand(node, *found->second, into, depth);
            return;
        }
        if (++m_placed > mostNodes)
            throw OnnxProblem{"with its functions it has more than " + std::to_string(mostNodes) +
                              " nodes"};
        forEachInner(node, [&](GraphProto& inner) { graph(inner, depth); });
        into.Add()->Swap(&node);
    }

    void expand(const NodeProto& call, const FunctionProto& function, Nodes& into, int depth)
    {
        if (depth > deepestCall)
            throw OnnxProblem{"its function " + shown(function.name()) +
                              " calls itself, or functions are nested too deep"};
        if (++m_calls > mostCalls)
            throw OnnxProblem{"it calls too many functions"};
        checkVersions(function);
        if (call.input_size() > function.input_size() ||
            call.output_size() > function.output_size())
            throw OnnxProblem{shown(call) + " has more inputs or outputs than its function"};

        std::map<std::string, std::string> names;
        for (int i = 0; i < function.input_size(); ++i)
            names[function.input(i)] = i < call.input_size() ? call.input(i) : "";
        std::map<std::string, std::string> copies; // outputs that are inputs, or given twice
        for (int i = 0; i < call.output_size(); ++i)
            if (!call.output(i).empty() &&
                !names.emplace(function.output(i), call.output(i)).second)
                copies[call.output(i)] = function.output(i);
        const auto renamed = [&](const std::string& name) {
            const auto [place, isNew] = names.try_emplace(name);
            if (isNew)
                place->second = m_names.unused(name);
            return place->second;
        };
        for (const NodeProto& body : function.node()) {
            m_copied += static_cast<std::int64_t>(body.ByteSizeLong());
            if (m_copied > mostBytes)
                throw OnnxProblem{"with its functions it is larger than 2 GB"};
            NodeProto node = body;
            renameValues(node, renamed);
            handDown(node, call, function);
            place(node, into, depth + 1);
        }
        for (const auto& [output, from] : copies) {
            NodeProto& copy = *into.Add();
            copy.set_op_type("Identity");
            copy.add_input(renamed(from));
            copy.add_output(output);
        }
    }

    /// Attributes that refer to those of the call get its value, or the function's default, or go.
    void handDown(NodeProto& node, const NodeProto& call, const FunctionProto& function)
    {
        google::protobuf::RepeatedPtrField<AttributeProto> kept;
        for (AttributeProto& attribute : *node.mutable_attribute()) {
            if (attribute.ref_attr_name().empty()) {
                const auto inside = [&](GraphProto& inner) {
                    for (NodeProto& one : *inner.mutable_node())
                        handDown(one, call, function);
                };
                if (attribute.has_g())
                    inside(*attribute.mutable_g());
                for (GraphProto& inner : *attribute.mutable_graphs())
                    inside(inner);
                kept.Add()->Swap(&attribute);
                continue;
            }
            const AttributeProto* value = findAttribute(call, attribute.ref_attr_name());
            for (const AttributeProto& one : function.attribute_proto())
                if (!value && one.name() == attribute.ref_attr_name())
                    value = &one;
            if (!value)
                continue;
            m_copied += static_cast<std::int64_t>(value->ByteSizeLong());
            AttributeProto& handed = *kept.Add();
            handed = *value;
            handed.set_name(attribute.name());
        }
        node.mutable_attribute()->Swap(&kept);
    }

    void checkVersions(const FunctionProto& function) const
    {
        for (const OperatorSetIdProto& own : function.opset_import())
            for (const OperatorSetIdProto& set : m_model.opset_import())
                if (domainOf(own.domain()).empty() && domainOf(set.domain()).empty() &&
                    own.version() != set.version())
                    throw OnnxProblem{"its function " + shown(function.name()) +
                                      " is written in version " + std::to_string(own.version()) +
                                      " of the operators, the network in version " +
                                      std::to_string(set.version())};
    }

    const ModelProto& m_model;
    Names m_names;
    std::map<std::tuple<std::string, std::string, std::string>, const FunctionProto*> m_functions;
    std::int64_t m_placed = 0;
    int m_calls = 0;
    std::int64_t m_copied = 0;
};

} // namespace

void inlineFunctions(ModelProto& model)
{
    if (model.functions_size() == 0)
        return;
    GraphProto graph;
    {
        Inliner inliner(model); // knows the names of the graph
        graph.Swap(model.mutable_graph());
        inliner.graph(graph, 0);
    }
    graph.Swap(model.mutable_graph());
    model.clear_functions();
}

} // namespace pareidolia::onnx
