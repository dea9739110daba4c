// SPDX-License-Identifier: GPL-3.0-or-later
// The CPPN that paints a picture, as a plain value: mutation edits it, a `CppnGenome` holds it, the
// renderer compiles it.
#pragma once

#include "core/base/Error.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pareidolia {

/// What a node does with the weighted sum of its inputs (docs/protocol.md "CPPN encoding").
/// All map the real line into [−1, 1]. The order is part of every archive's definition: a
/// function is drawn by its number.
enum class NodeFunction : std::uint8_t {
    Sine,     ///< sin z
    Sigmoid,  ///< 2 / (1 + e^−z) − 1
    Gaussian, ///< e^−z²
    Linear,   ///< clamp(z, −3, 3) / 3
};

inline constexpr std::uint32_t nodeFunctions = 4;

inline constexpr std::array<std::string_view, nodeFunctions> nodeFunctionNames{
    "sine", "sigmoid", "gaussian", "linear"};

constexpr std::string_view nodeFunctionName(NodeFunction function)
{
    return nodeFunctionNames[static_cast<std::size_t>(function)];
}

constexpr std::optional<NodeFunction> nodeFunctionFrom(std::string_view name)
{
    for (std::size_t i = 0; i < nodeFunctionNames.size(); ++i)
        if (nodeFunctionNames[i] == name)
            return static_cast<NodeFunction>(i);
    return std::nullopt;
}

enum class NodeKind { Input, Output, Hidden };

/// The inputs, at indices 0 … 3 of the nodes.
enum CppnInput : std::uint32_t { InputX, InputY, InputDistance, InputBias };
inline constexpr std::uint32_t cppnInputs = 4;

struct CppnNode
{
    std::uint32_t id = 0;                         ///< the same in parent and child
    NodeFunction function = NodeFunction::Linear; ///< not used by an input

    bool operator==(const CppnNode&) const = default;
};

struct CppnConnection
{
    std::uint32_t from = 0; ///< index in `CppnGraph::nodes`: an input or a hidden node
    std::uint32_t to = 0;   ///< index in `CppnGraph::nodes`: a hidden node or an output
    float weight = 0;       ///< in [−10, 10]

    bool operator==(const CppnConnection&) const = default;
};

struct CppnGraph
{
    std::uint32_t outputs = 1; ///< 1 (grey) or 3 (hue, saturation, value)

    /// First the inputs, then the outputs, then the hidden nodes; ids ascend.
    std::vector<CppnNode> nodes;

    /// In a fixed order, in which mutation draws and the renderer adds.
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

/// Indices of the nodes, every source before its targets; fewer than there are nodes if the graph
/// has a cycle. The ends of all connections must exist.
std::vector<std::uint32_t> topologicalOrder(const CppnGraph& graph);

/// For every node, by its index, whether an output depends on its value; outputs depend on
/// themselves.
std::vector<bool> neededNodes(const CppnGraph& graph);

/// Checks all that is said above: nodes in order, ends that exist and are of the right kind,
/// weights in range, no connection twice, no cycle. Errors name the offending key.
Result<void> validated(const CppnGraph& graph);

} // namespace pareidolia
