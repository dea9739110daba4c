// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnMutation.h"

#include "core/encoding/NodeSets.h"
#include "core/encoding/PolynomialMutation.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace pareidolia {

namespace {

constexpr double weightRange = 2.0 * cppnWeightLimit;

/// Weights are varied as genes in [0, 1]; kept as floats, so that a file tells all of them.
double geneOf(float weight)
{
    return (static_cast<double>(weight) + cppnWeightLimit) / weightRange;
}

float weightOf(double gene)
{
    return static_cast<float>(weightRange * gene - cppnWeightLimit);
}

std::uint32_t below(std::size_t n, Stream& stream)
{
    return stream.below(static_cast<std::uint32_t>(n));
}

NodeFunction drawnFunction(Stream& stream)
{
    return static_cast<NodeFunction>(stream.below(nodeFunctions));
}

void mutateWeights(CppnGraph& graph, const VariationSettings& settings, Stream& stream)
{
    for (CppnConnection& c : graph.connections)
        if (stream.chance(settings.weightRate))
            c.weight =
                weightOf(polynomialMutation(geneOf(c.weight), stream.uniform(), settings.eta));
}

void mutateFunctions(CppnGraph& graph, const VariationSettings& settings, Stream& stream)
{
    for (std::uint32_t n = cppnInputs; n < graph.size(); ++n)
        if (stream.chance(settings.functionRate))
            graph.nodes[n].function = drawnFunction(stream);
}

/// For every node those that may not feed it: itself, all that it leads to, all that feed it
/// already, and the outputs.
NodeSets barredSources(const CppnGraph& graph)
{
    NodeSets barred(graph.size());
    // Follows paths only; what feeds a node already must not be handed on, so it is added after.
    const auto order = topologicalOrder(graph);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    edges.reserve(graph.connections.size());
    std::vector<std::uint32_t> rank(graph.size());
    for (std::uint32_t i = 0; i < graph.size(); ++i)
        rank[order[i]] = i;
    for (const CppnConnection& c : graph.connections)
        edges.emplace_back(rank[c.from], c.to);
    std::sort(edges.begin(), edges.end(), std::greater<>());

    for (std::uint32_t n = 0; n < graph.size(); ++n) {
        barred.add(n, n);
        for (std::uint32_t output = cppnInputs; output < graph.firstHidden(); ++output)
            barred.add(n, output);
    }
    for (const auto& [from, to] : edges)
        barred.unite(order[from], to);
    for (const CppnConnection& c : graph.connections)
        barred.add(c.to, c.from);
    return barred;
}

void addConnection(CppnGraph& graph, Stream& stream)
{
    const NodeSets barred = barredSources(graph);
    std::uint32_t candidates = 0;
    for (std::uint32_t to = cppnInputs; to < graph.size(); ++to)
        candidates += graph.size() - barred.count(to);
    if (candidates == 0)
        return;

    std::uint32_t choice = stream.below(candidates);
    std::uint32_t to = cppnInputs;
    while (choice >= graph.size() - barred.count(to))
        choice -= graph.size() - barred.count(to++);
    std::uint32_t from = 0;
    while (barred.has(to, from) || choice-- > 0)
        ++from;
    graph.connections.push_back({.from = from, .to = to, .weight = weightOf(stream.uniform())});
}

void deleteConnection(CppnGraph& graph, Stream& stream)
{
    if (!graph.connections.empty())
        graph.connections.erase(graph.connections.begin() +
                                below(graph.connections.size(), stream));
}

void splitConnection(CppnGraph& graph, Stream& stream)
{
    if (graph.connections.empty() || graph.nodes.back().id == largestNodeId)
        return;
    CppnConnection& split = graph.connections[below(graph.connections.size(), stream)];
    const std::uint32_t middle = graph.size();
    const CppnConnection second{.from = middle, .to = split.to, .weight = split.weight};
    split.to = middle;
    graph.connections.push_back(second);
    graph.nodes.push_back({.id = graph.nodes.back().id + 1, .function = drawnFunction(stream)});
}

void deleteNode(CppnGraph& graph, Stream& stream)
{
    const std::uint32_t hidden = graph.size() - graph.firstHidden();
    if (hidden == 0)
        return;
    const std::uint32_t gone = graph.firstHidden() + stream.below(hidden);
    graph.nodes.erase(graph.nodes.begin() + gone);
    std::erase_if(graph.connections,
                  [gone](const CppnConnection& c) { return c.from == gone || c.to == gone; });
    for (CppnConnection& c : graph.connections) {
        c.from -= c.from > gone ? 1 : 0;
        c.to -= c.to > gone ? 1 : 0;
    }
}

} // namespace

CppnGraph randomCppn(std::uint32_t outputs, Stream& stream)
{
    CppnGraph graph{.outputs = outputs, .nodes = {}, .connections = {}};
    for (std::uint32_t i = 0; i < cppnInputs; ++i)
        graph.nodes.push_back({.id = i});
    for (std::uint32_t to = cppnInputs; to < graph.firstHidden(); ++to) {
        graph.nodes.push_back({.id = to, .function = drawnFunction(stream)});
        for (std::uint32_t from = 0; from < cppnInputs; ++from)
            graph.connections.push_back(
                {.from = from, .to = to, .weight = weightOf(stream.uniform())});
    }
    return graph;
}

void mutateCppn(CppnGraph& graph, const VariationSettings& settings, Stream& stream)
{
    mutateWeights(graph, settings, stream);
    mutateFunctions(graph, settings, stream);
    if (stream.chance(settings.addConnection))
        addConnection(graph, stream);
    if (stream.chance(settings.deleteConnection))
        deleteConnection(graph, stream);
    if (stream.chance(settings.splitConnection))
        splitConnection(graph, stream);
    if (stream.chance(settings.deleteNode))
        deleteNode(graph, stream);
}

} // namespace pareidolia
