// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnGraph.h"

#include "core/base/ReturnError.h"
#include "core/encoding/ConnectionsByNode.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace pareidolia {

namespace {

std::string keyOf(const std::string& list, std::size_t place, const std::string& member)
{
    return "genome." + list + "[" + std::to_string(place) + "]." + member;
}

constexpr auto takeWhole = "use the genome as the program wrote it";

Result<void> validatedNodes(const CppnGraph& graph)
{
    if (graph.outputs != 1 && graph.outputs != 3)
        return failure("genome.nodes", "there must be 1 or 3 outputs", takeWhole);
    if (graph.size() < graph.firstHidden())
        return failure("genome.nodes", "inputs or outputs are missing", takeWhole);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (graph.nodes[i].id > largestNodeId)
            return failure(keyOf("nodes", i, "id"), "it is too large", "number nodes from 0");
        if (i > 0 && graph.nodes[i].id <= graph.nodes[i - 1].id)
            return failure(keyOf("nodes", i, "id"), "ids must be in ascending order",
                           "give every node its own id, in order");
    }
    return {};
}

Result<void> validatedConnections(const CppnGraph& graph)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t i = 0; i < graph.connections.size(); ++i) {
        const auto& [from, to, weight] = graph.connections[i];
        if (from >= graph.size() || graph.kind(from) == NodeKind::Output)
            return failure(keyOf("connections", i, "from"), "no input or hidden node has this id",
                           "let it start at an existing one");
        if (to >= graph.size() || graph.kind(to) == NodeKind::Input)
            return failure(keyOf("connections", i, "to"), "no hidden node or output has this id",
                           "let it end at an existing one");
        if (!(std::abs(weight) <= cppnWeightLimit))
            return failure(keyOf("connections", i, "weight"), "it is out of range",
                           "use a number from -10 to 10");
        pairs.emplace_back(from, to);
    }
    std::ranges::sort(pairs);
    const auto twin = std::ranges::adjacent_find(pairs);
    if (twin != pairs.end())
        return failure("genome.connections",
                       "two of them connect node " + std::to_string(graph.nodes[twin->first].id) +
                           " to node " + std::to_string(graph.nodes[twin->second].id),
                       "keep one of the two");
    return {};
}

} // namespace

std::vector<std::uint32_t> topologicalOrder(const CppnGraph& graph)
{
    // Kahn 1962; `order` serves as the queue.
    const ConnectionsByNode targets = outgoing(graph);
    std::vector<std::uint32_t> waiting(graph.size(), 0);
    for (const CppnConnection& c : graph.connections)
        ++waiting[c.to];
    std::vector<std::uint32_t> order;
    order.reserve(graph.size());
    for (std::uint32_t n = 0; n < graph.size(); ++n)
        if (waiting[n] == 0)
            order.push_back(n);
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::uint32_t t = targets.start[order[i]]; t < targets.start[order[i] + 1]; ++t) {
            const std::uint32_t target = graph.connections[targets.order[t]].to;
            if (--waiting[target] == 0)
                order.push_back(target);
        }
    return order;
}

std::vector<bool> neededNodes(const CppnGraph& graph)
{
    const ConnectionsByNode sources = incoming(graph);
    std::vector<bool> needed(graph.size(), false);
    for (std::uint32_t output = cppnInputs; output < graph.firstHidden(); ++output)
        needed[output] = true;
    const std::vector<std::uint32_t> order = topologicalOrder(graph);
    for (auto node = order.rbegin(); node != order.rend(); ++node)
        if (needed[*node])
            for (std::uint32_t s = sources.start[*node]; s < sources.start[*node + 1]; ++s)
                needed[graph.connections[sources.order[s]].from] = true;
    return needed;
}

Result<void> validated(const CppnGraph& graph)
{
    RETURN_IF_ERROR(validatedNodes(graph));
    RETURN_IF_ERROR(validatedConnections(graph));
    if (topologicalOrder(graph).size() < graph.nodes.size())
        return failure("genome.connections", "some of them form a cycle",
                       "remove one connection of the cycle");
    return {};
}

} // namespace pareidolia
