// SPDX-License-Identifier: GPL-3.0-or-later
// The connections of a CPPN grouped by one of their ends.
#pragma once

#include "core/encoding/CppnGraph.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pareidolia {

/// Those of node n are `graph.connections[order[i]]` for i in [start[n], start[n + 1]), in the
/// graph's order.
struct ConnectionsByNode
{
    std::vector<std::uint32_t> start;
    std::vector<std::uint32_t> order;

    ConnectionsByNode(const CppnGraph& graph, std::uint32_t CppnConnection::*end)
        : start(graph.nodes.size() + 2, 0), order(graph.connections.size())
    {
        const auto& connections = graph.connections;
        for (const CppnConnection& c : connections)
            ++start[c.*end + 2];
        for (std::size_t n = 2; n < start.size(); ++n)
            start[n] += start[n - 1];
        for (std::size_t i = 0; i < connections.size(); ++i)
            order[start[connections[i].*end + 1]++] = static_cast<std::uint32_t>(i);
    }
};

inline ConnectionsByNode incoming(const CppnGraph& graph)
{
    return {graph, &CppnConnection::to};
}

inline ConnectionsByNode outgoing(const CppnGraph& graph)
{
    return {graph, &CppnConnection::from};
}

} // namespace pareidolia
