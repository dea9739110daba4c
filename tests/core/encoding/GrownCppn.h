// SPDX-License-Identifier: GPL-3.0-or-later
// CPPNs for tests: grown by mutation, or built by hand.
#pragma once

#include "core/encoding/CppnMutation.h"

namespace pareidolia::test {

inline CppnGraph grownCppn(std::uint64_t seed, int mutations, std::uint32_t outputs = 1)
{
    Stream stream(seed, 0, 0, Purpose::Mutation);
    CppnGraph graph = randomCppn(outputs, stream);
    for (int i = 0; i < mutations; ++i)
        mutateCppn(graph, {}, stream);
    return graph;
}

/// Inputs and outputs, not connected; every output of this function.
inline CppnGraph bareCppn(std::uint32_t outputs, NodeFunction function = NodeFunction::Linear)
{
    CppnGraph graph{.outputs = outputs, .nodes = {}, .connections = {}};
    for (std::uint32_t id = 0; id < cppnInputs + outputs; ++id)
        graph.nodes.push_back({.id = id, .function = function});
    return graph;
}

/// Adds a hidden node and gives its place.
inline std::uint32_t addHidden(CppnGraph& graph, NodeFunction function)
{
    graph.nodes.push_back({.id = graph.nodes.back().id + 1, .function = function});
    return graph.size() - 1;
}

} // namespace pareidolia::test
