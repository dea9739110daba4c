// SPDX-License-Identifier: GPL-3.0-or-later
// The network that paints a picture, as a plain value: mutation edits one, a `CppnGenome` keeps
// one, the renderer compiles one.
#pragma once

#include "core/base/Error.h"
#include "core/encoding/NodeFunction.h"

#include <cstdint>
#include <vector>

namespace pareidolia {

enum class NodeKind { Input, Output, Hidden };

/// The inputs, in their places 0 … 3.
enum CppnInput : std::uint32_t { InputX, InputY, InputDistance, InputBias };
inline constexpr std::uint32_t cppnInputs = 4;

struct CppnNode
{
    std::uint32_t id = 0;                         ///< stays the node's own from parent to child
    NodeFunction function = NodeFunction::Linear; ///< means nothing in an input

    bool operator==(const CppnNode&) const = default;
};

struct CppnConnection
{
    std::uint32_t from = 0; ///< place in `CppnGraph::nodes`: an input or a hidden node
    std::uint32_t to = 0;   ///< place in `CppnGraph::nodes`: a hidden node or an output
    float weight = 0;       ///< in [−10, 10]

    bool operator==(const CppnConnection&) const = default;
};

struct CppnGraph
{
    std::uint32_t outputs = 1; ///< 1 (grey) or 3 (hue, saturation, value)

    /// First the inputs, then the outputs, then the hidden nodes; ids ascend.
    std::vector<CppnNode> nodes;

    /// Their order counts: mutation draws in it and the renderer adds in it.
    std::vector<CppnConnection> connections;

    std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
    std::uint32_t firstHidden() const { return cppnInputs + outputs; }
    NodeKind kind(std::uint32_t place) const
    {
        if (place < cppnInputs)
            return NodeKind::Input;
        return place < firstHidden() ? NodeKind::Output : NodeKind::Hidden;
    }

    bool operator==(const CppnGraph&) const = default;
};

inline constexpr float cppnWeightLimit = 10;
inline constexpr std::uint32_t largestNodeId = 1'000'000'000;

/// Places of the nodes, every source before its targets; fewer than there are nodes if the graph
/// has a cycle. The ends of all connections must exist.
std::vector<std::uint32_t> topologicalOrder(const CppnGraph& graph);

/// For every node, by its place, whether an output needs its value; outputs need themselves.
std::vector<bool> neededNodes(const CppnGraph& graph);

/// Whether the graph keeps all that is said above: nodes in order, ends that exist and are of the
/// right kind, weights in range, no connection twice, no cycle. Errors name the offending key.
Result<void> validated(const CppnGraph& graph);

} // namespace pareidolia
