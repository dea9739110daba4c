// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnMutation.h"

#include "core/encoding/Bernoulli.h"
#include "core/encoding/ConnectionsByNode.h"
#include "core/encoding/PolynomialMutation.h"

#include <algorithm>
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
    auto& connections = graph.connections;
    const Bernoulli mutates(settings.weightRate);
    for (std::size_t i = mutates.next(0, connections.size(), stream); i < connections.size();
         i = mutates.next(i + 1, connections.size(), stream)) {
        float& weight = connections[i].weight;
        weight = weightOf(polynomialMutation(geneOf(weight), stream.uniform(), settings.eta));
    }
}

void mutateFunctions(CppnGraph& graph, const VariationSettings& settings, Stream& stream)
{
    auto& nodes = graph.nodes;
    const Bernoulli mutates(settings.functionRate);
    for (std::size_t n = mutates.next(cppnInputs, nodes.size(), stream); n < nodes.size();
         n = mutates.next(n + 1, nodes.size(), stream))
        nodes[n].function = drawnFunction(stream);
}

/// The connections that could be added: which pairs are not joined yet and close no circle.
class FreePairs
{
public:
    explicit FreePairs(const CppnGraph& graph) : m_graph(graph), m_targets(outgoing(graph)) {}

    using Pair = std::pair<std::uint32_t, std::uint32_t>;

    /// Uniform among all; nothing if there is none.
    std::optional<Pair> draw(Stream& stream)
    {
        // In grown networks about half of all pairs are free, so a few trials find one at a small
        // part of the price of listing them.
        const std::uint32_t inputsAndHidden = m_graph.size() - m_graph.outputs;
        const std::uint32_t outputsAndHidden = m_graph.size() - cppnInputs;
        for (int trial = 0; trial < 16; ++trial) {
            const std::uint32_t source = stream.below(inputsAndHidden);
            const std::uint32_t from = source < cppnInputs ? source : source + m_graph.outputs;
            const std::uint32_t to = cppnInputs + stream.below(outputsAndHidden);
            if (!joined(from, to) && !leadsTo(to, from))
                return Pair{from, to};
        }
        const std::vector<Pair> pairs = all();
        if (pairs.empty())
            return std::nullopt;
        return pairs[below(pairs.size(), stream)];
    }

private:
    bool joined(std::uint32_t from, std::uint32_t to) const
    {
        return std::any_of(m_graph.connections.begin(), m_graph.connections.end(),
                           [=](const CppnConnection& c) { return c.from == from && c.to == to; });
    }

    /// Marks what `start` leads to, itself too.
    void follow(std::uint32_t start)
    {
        m_reached.assign(m_graph.size(), 0);
        m_reached[start] = 1;
        m_path.assign(1, start);
        while (!m_path.empty()) {
            const std::uint32_t node = m_path.back();
            m_path.pop_back();
            for (std::uint32_t t = m_targets.start[node]; t < m_targets.start[node + 1]; ++t) {
                const std::uint32_t target = m_graph.connections[m_targets.order[t]].to;
                if (!std::exchange(m_reached[target], 1))
                    m_path.push_back(target);
            }
        }
    }

    bool leadsTo(std::uint32_t start, std::uint32_t end)
    {
        if (start == end)
            return true;
        if (m_graph.kind(start) == NodeKind::Output || m_graph.kind(end) == NodeKind::Input)
            return false;
        follow(start);
        return m_reached[end] != 0;
    }

    std::vector<Pair> all()
    {
        std::vector<Pair> pairs;
        for (std::uint32_t to = cppnInputs; to < m_graph.size(); ++to) {
            follow(to);
            for (const CppnConnection& c : m_graph.connections)
                if (c.to == to)
                    m_reached[c.from] = 1;
            for (std::uint32_t from = 0; from < m_graph.size(); ++from)
                if (m_graph.kind(from) != NodeKind::Output && !m_reached[from])
                    pairs.emplace_back(from, to);
        }
        return pairs;
    }

    const CppnGraph& m_graph;
    ConnectionsByNode m_targets;
    std::vector<std::uint8_t> m_reached;
    std::vector<std::uint32_t> m_path;
};

void addConnection(CppnGraph& graph, Stream& stream)
{
    if (const auto pair = FreePairs(graph).draw(stream))
        graph.connections.push_back(
            {.from = pair->first, .to = pair->second, .weight = weightOf(stream.uniform())});
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
