// SPDX-License-Identifier: GPL-3.0-or-later
// What a node of a CPPN does with the weighted sum of its inputs (docs/protocol.md "CPPN
// encoding").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pareidolia {

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

} // namespace pareidolia
