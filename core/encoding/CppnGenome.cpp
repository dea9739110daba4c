// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnGenome.h"

#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace pareidolia {

namespace {

constexpr std::array<std::string_view, cppnInputs> inputNames{"x", "y", "distance", "bias"};

constexpr std::array<std::string_view, 3> kindNames{"input", "output", "hidden"}; // as NodeKind

void readKind(const StrictObject& object, std::size_t place, CppnGraph& graph)
{
    const std::string kind = object.text("kind");
    const bool isInput = place < cppnInputs;
    if (!isInput && kind == "output" && place == cppnInputs + graph.outputs)
        ++graph.outputs;
    else if (isInput ? kind != "input" : kind != "hidden")
        object.refuse("kind", "\"" + kind + "\" is not allowed here",
                      "list the four inputs, then the outputs, then the hidden nodes");
}

CppnNode readNode(const StrictObject& object, std::size_t place)
{
    const auto id = object.whole<std::uint32_t>("id", 0, largestNodeId);
    if (place < cppnInputs) {
        if (object.text("input") != inputNames[place])
            object.refuse("input", "the inputs are out of order", "list x, y, distance and bias");
        return {.id = id, .function = NodeFunction::Linear};
    }
    const std::string name = object.text("function");
    const auto function = nodeFunctionFrom(name);
    if (!function)
        object.refuse("function", "there is no function \"" + name + "\"",
                      "choose sine, sigmoid, gaussian or linear");
    return {.id = id, .function = *function};
}

void readNodes(const nlohmann::ordered_json& list, CppnGraph& graph)
{
    graph.outputs = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const StrictObject object(list[i], "genome.nodes[" + std::to_string(i) + "]",
                                  {"id", "kind", i < cppnInputs ? "input" : "function"});
        readKind(object, i, graph);
        const CppnNode node = readNode(object, i);
        if (!graph.nodes.empty() && node.id <= graph.nodes.back().id)
            object.refuse("id", "ids must ascend", "give every node an id of its own, in order");
        graph.nodes.push_back(node);
    }
}

/// The place of the node with this id; one past the end, which `validated` names, if none has it.
std::uint32_t placeOf(std::uint32_t id, const CppnGraph& graph)
{
    const auto found = std::ranges::lower_bound(graph.nodes, id, {}, &CppnNode::id);
    if (found == graph.nodes.end() || found->id != id)
        return graph.size();
    return static_cast<std::uint32_t>(found - graph.nodes.begin());
}

void readConnections(const nlohmann::ordered_json& list, CppnGraph& graph)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const StrictObject object(list[i], "genome.connections[" + std::to_string(i) + "]",
                                  {"from", "to", "weight"});
        const auto end = [&](const char* key) {
            return placeOf(object.whole<std::uint32_t>(key, 0, largestNodeId), graph);
        };
        const double weight = object.number("weight");
        // Out of range a conversion to float would be undefined; `validated` refuses the infinity.
        const bool inRange = weight >= -cppnWeightLimit && weight <= cppnWeightLimit;
        graph.connections.push_back({.from = end("from"),
                                     .to = end("to"),
                                     .weight = inRange ? static_cast<float>(weight) : HUGE_VALF});
    }
}

} // namespace

nlohmann::ordered_json CppnGenome::toJson() const
{
    auto nodes = nlohmann::ordered_json::array();
    for (std::uint32_t i = 0; i < m_graph.size(); ++i) {
        const CppnNode& node = m_graph.nodes[i];
        const NodeKind kind = m_graph.kind(i);
        nlohmann::ordered_json object{{"id", node.id},
                                      {"kind", kindNames[static_cast<std::size_t>(kind)]}};
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
    auto graph = strictly([&] {
        const StrictObject object(json, "genome", {"encoding", "nodes", "connections"});
        if (const std::string encoding = object.text("encoding"); encoding != "cppn")
            object.refuse("encoding", "it is \"" + encoding + "\", not \"cppn\"",
                          "open the genome in a run with its encoding");
        CppnGraph read;
        readNodes(object.list("nodes"), read);
        readConnections(object.list("connections"), read);
        return read;
    });
    if (!graph)
        return tl::unexpected(graph.error());
    RETURN_IF_ERROR(validated(*graph));
    return std::make_shared<const CppnGenome>(std::move(*graph));
}

} // namespace pareidolia
