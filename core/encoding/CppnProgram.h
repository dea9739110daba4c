// SPDX-License-Identifier: GPL-3.0-or-later
// A CPPN as the steps that paint it: only the nodes that an output depends on, sources first.
#pragma once

#include "core/encoding/CppnGraph.h"

#include <array>
#include <cstdint>
#include <vector>

namespace pareidolia {

/// A slot holds one node's values for a block of pixels, until a later step reuses it. At the start
/// slots 0, 1, 2 hold the inputs x, y and distance; the bias has none, since it only adds a
/// constant.
struct CppnProgram
{
    struct Edge
    {
        std::uint32_t slot;
        float weight;
    };

    /// slot ← function(bias + Σ weight · slot over the edges, in order)
    struct Step
    {
        NodeFunction function;
        float bias; ///< weight of the connection from the bias; 0 without one
        std::uint32_t slot;
        std::uint32_t firstEdge;
        std::uint32_t endEdge;
    };

    std::vector<Edge> edges;
    std::vector<Step> steps;
    std::array<bool, 3> needsInput{};
    std::array<std::uint32_t, 3> outputSlots{};
    std::uint32_t outputs = 1;
    std::uint32_t slots = 3;
};

CppnProgram compiled(const CppnGraph& graph);

} // namespace pareidolia
