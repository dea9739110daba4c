// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnGenome.h"

#include "core/base/Text.h"
#include "core/encoding/JsonObject.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace pareidolia {

namespace {

constexpr std::array<std::string_view, cppnInputs> inputNames{"x", "y", "distance", "bias"};

std::string_view kindName(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Input:
        return "input";
    case NodeKind::Output:
        return "output";
    case NodeKind::Hidden:
        break;
    }
    return "hidden";
}

Result<void> readKind(const JsonObject& object, std::size_t place, CppnGraph& graph)
{
    const auto kind = object.text("kind");
    if (!kind)
        return tl::unexpected(kind.error());
    const bool isInput = place < cppnInputs;
    if (!isInput && *kind == "output" && place == cppnInputs + graph.outputs)
        ++graph.outputs;
    else if (isInput ? *kind != "input" : *kind != "hidden")
        return failure(object.path("kind"), "\"" + *kind + "\" is not allowed here",
                       "list the four inputs, then the outputs, then the hidden nodes");
    return {};
}

Result<CppnNode> readNode(const JsonObject& object, std::size_t place)
{
    const auto id = object.whole("id", 0, largestNodeId);
    if (!id)
        return tl::unexpected(id.error());
    if (place < cppnInputs) {
        const auto input = object.text("input");
        if (!input)
            return tl::unexpected(input.error());
        if (*input != inputNames[place])
            return failure(object.path("input"), "the inputs are out of order",
                           "list x, y, distance and bias in this order");
        return CppnNode{.id = *id, .function = NodeFunction::Linear};
    }
    const auto name = object.text("function");
    if (!name)
        return tl::unexpected(name.error());
    const auto function = nodeFunctionFrom(*name);
    if (!function)
        return failure(object.path("function"), "there is no function \"" + *name + "\"",
                       "use sine, sigmoid, gaussian or linear");
    return CppnNode{.id = *id, .function = *function};
}

Result<void> readNodes(const nlohmann::ordered_json& list, CppnGraph& graph)
{
    graph.outputs = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string path = "genome.nodes[" + std::to_string(i) + "]";
        const auto object = i < cppnInputs
                                ? JsonObject::open(list[i], path, {"id", "kind", "input"})
                                : JsonObject::open(list[i], path, {"id", "kind", "function"});
        if (!object)
            return tl::unexpected(object.error());
        if (auto kind = readKind(*object, i, graph); !kind)
            return kind;
        const auto node = readNode(*object, i);
        if (!node)
            return tl::unexpected(node.error());
        if (!graph.nodes.empty() && node->id <= graph.nodes.back().id)
            return failure(object->path("id"), "ids must be in ascending order",
                           "give every node its own id, in order");
        graph.nodes.push_back(*node);
    }
    return {};
}

/// The place of the node with this id; one past the end, which `validated` names, if none has it.
std::uint32_t placeOf(std::uint32_t id, const CppnGraph& graph)
{
    const auto found = std::lower_bound(
        graph.nodes.begin(), graph.nodes.end(), id,
        [](const CppnNode& node, std::uint32_t wanted) { return node.id < wanted; });
    if (found == graph.nodes.end() || found->id != id)
        return graph.size();
    return static_cast<std::uint32_t>(found - graph.nodes.begin());
}

Result<void> readConnections(const nlohmann::ordered_json& list, CppnGraph& graph)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto object = JsonObject::open(
            list[i], "genome.connections[" + std::to_string(i) + "]", {"from", "to", "weight"});
        if (!object)
            return tl::unexpected(object.error());
        const auto from = object->whole("from", 0, largestNodeId);
        if (!from)
            return tl::unexpected(from.error());
        const auto to = object->whole("to", 0, largestNodeId);
        if (!to)
            return tl::unexpected(to.error());
        const auto weight = object->number("weight");
        if (!weight)
            return tl::unexpected(weight.error());
        // Out of range a conversion to float would be undefined; `validated` refuses the infinity.
        const bool inRange = *weight >= -cppnWeightLimit && *weight <= cppnWeightLimit;
        graph.connections.push_back({.from = placeOf(*from, graph),
                                     .to = placeOf(*to, graph),
                                     .weight = inRange ? static_cast<float>(*weight) : HUGE_VALF});
    }
    return {};
}

} // namespace

nlohmann::ordered_json CppnGenome::toJson() const
{
    auto nodes = nlohmann::ordered_json::array();
    for (std::uint32_t i = 0; i < m_graph.size(); ++i) {
        const CppnNode& node = m_graph.nodes[i];
        const NodeKind kind = m_graph.kind(i);
        nlohmann::ordered_json object{{"id", node.id}, {"kind", kindName(kind)}};
        if (kind == NodeKind::Input)
            object["input"] = inputNames[i];
        else
            object["function"] = nodeFunctionName(node.function);
        nodes.push_back(std::move(object));
    }
    auto connections = nlohmann::ordered_json::array();
    for (const CppnConnection& c : m_graph.connections)
        connections.push_back({{"from", m_graph.nodes[c.from].id},
                               {"to", m_graph.nodes[c.to].id},
                               {"weight", nineDigits(c.weight)}});
    return {
        {"encoding", "cppn"}, {"nodes", std::move(nodes)}, {"connections", std::move(connections)}};
}

Result<std::shared_ptr<const CppnGenome>> parseCppn(const nlohmann::ordered_json& json)
{
    const auto object = JsonObject::open(json, "genome", {"encoding", "nodes", "connections"});
    if (!object)
        return tl::unexpected(object.error());
    const auto encoding = object->text("encoding");
    if (!encoding)
        return tl::unexpected(encoding.error());
    if (*encoding != "cppn")
        return failure("genome.encoding", "it is \"" + *encoding + "\", not \"cppn\"",
                       "open the genome in a run with its encoding");
    const auto nodes = object->array("nodes");
    if (!nodes)
        return tl::unexpected(nodes.error());
    const auto connections = object->array("connections");
    if (!connections)
        return tl::unexpected(connections.error());

    CppnGraph graph;
    if (auto read = readNodes(**nodes, graph); !read)
        return tl::unexpected(read.error());
    if (auto read = readConnections(**connections, graph); !read)
        return tl::unexpected(read.error());
    if (auto valid = validated(graph); !valid)
        return tl::unexpected(valid.error());
    return std::make_shared<const CppnGenome>(std::move(graph));
}

} // namespace pareidolia
