// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/CppnProgram.h"

#include <cstddef>

namespace pareidolia {

namespace {

/// Connections by target, in the graph's order: those of node n are order[start[n] … start[n + 1]).
struct Incoming
{
    std::vector<std::uint32_t> start;
    std::vector<std::uint32_t> order;
};

Incoming incomingOf(const CppnGraph& graph)
{
    Incoming incoming{.start = std::vector<std::uint32_t>(graph.size() + 2, 0),
                      .order = std::vector<std::uint32_t>(graph.connections.size())};
    auto& start = incoming.start;
    for (const CppnConnection& c : graph.connections)
        ++start[c.to + 2];
    for (std::size_t n = 2; n < start.size(); ++n)
        start[n] += start[n - 1];
    for (std::uint32_t i = 0; i < graph.connections.size(); ++i)
        incoming.order[start[graph.connections[i].to + 1]++] = i;
    return incoming;
}

} // namespace

CppnProgram compiled(const CppnGraph& graph)
{
    const Incoming incoming = incomingOf(graph);
    CppnProgram program;
    program.outputs = graph.outputs;
    program.edges.reserve(graph.connections.size());
    program.steps.reserve(graph.nodes.size());

    // From the outputs down their connections, depth first: a node is done once all its sources
    // are. The graph has no cycle, so none is met while it waits on the path.
    constexpr std::uint32_t none = UINT32_MAX;
    std::vector<std::uint32_t> slotOf(graph.size(), none);
    std::vector<std::uint32_t> next(incoming.start.begin(), incoming.start.end() - 1);
    std::vector<std::uint32_t> path;
    path.reserve(graph.nodes.size());

    const auto finish = [&](std::uint32_t node) {
        CppnProgram::Step step{.function = graph.nodes[node].function,
                               .bias = 0,
                               .slot = program.slots++,
                               .firstEdge = static_cast<std::uint32_t>(program.edges.size()),
                               .endEdge = 0};
        for (std::uint32_t i = incoming.start[node]; i < incoming.start[node + 1]; ++i) {
            const CppnConnection& c = graph.connections[incoming.order[i]];
            if (c.from == InputBias)
                step.bias = c.weight;
            else
                program.edges.push_back({.slot = slotOf[c.from], .weight = c.weight});
        }
        step.endEdge = static_cast<std::uint32_t>(program.edges.size());
        program.steps.push_back(step);
        slotOf[node] = step.slot;
    };

    for (std::uint32_t output = 0; output < graph.outputs; ++output) {
        path.push_back(cppnInputs + output);
        while (!path.empty()) {
            const std::uint32_t node = path.back();
            if (next[node] < incoming.start[node + 1]) {
                const std::uint32_t source = graph.connections[incoming.order[next[node]++]].from;
                if (source < InputBias) {
                    program.needsInput[source] = true;
                    slotOf[source] = source;
                } else if (source != InputBias && slotOf[source] == none) {
                    path.push_back(source);
                }
            } else {
                finish(node);
                path.pop_back();
            }
        }
        program.outputSlots[output] = slotOf[cppnInputs + output];
    }
    return program;
}

} // namespace pareidolia
