// SPDX-License-Identifier: GPL-3.0-or-later
// How a CPPN starts and mutates (docs/protocol.md "CPPN encoding"). Pure functions; what they draw,
// and in which order, is part of every archive's definition.
#pragma once

#include "core/encoding/CppnGraph.h"
#include "core/encoding/VariationSettings.h"
#include "core/random/Stream.h"

namespace pareidolia {

/// Every input connected to every output, no hidden node. Drawn output by output: its function,
/// then its four weights, uniform in [−10, 10).
CppnGraph randomCppn(std::uint32_t outputs, Stream& stream);

/// Mutates `graph` and keeps it valid. In this order:
/// 1. the weights that mutate, found by `Bernoulli`: for each the uniform() of its mutation;
/// 2. the output and hidden nodes whose function is redrawn, found in the same way: for each its
/// function;
/// 3. a chance to add a connection; then its source and target, drawn until the pair can be
/// connected;
/// after 16 trials one draw among all pairs that can, if there are any; then its weight;
/// 4. a chance to delete a connection; if there is one: which;
/// 5. a chance to split a connection; if there is one: which, and the new node's function;
/// 6. a chance to delete a hidden node, with its connections; if there is one: which.
void mutateCppn(CppnGraph& graph, const VariationSettings& settings, Stream& stream);

} // namespace pareidolia
