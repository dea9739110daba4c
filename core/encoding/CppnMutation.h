// SPDX-License-Identifier: GPL-3.0-or-later
// How a CPPN begins and varies (paper.md "CPPN encoding" and "Settled here"). Pure functions of
// their arguments; what they draw, and in which order, is part of every archive's definition.
#pragma once

#include "core/encoding/CppnGraph.h"
#include "core/encoding/VariationSettings.h"
#include "core/random/Stream.h"

namespace pareidolia {

/// Every input joined to every output, no hidden node. Drawn output by output: its function, then
/// its four weights, uniform in [−10, 10).
CppnGraph randomCppn(std::uint32_t outputs, Stream& stream);

/// Varies `graph` and keeps it valid. In this order:
/// 1. every connection: a chance; then the draw that moves its weight;
/// 2. every output and hidden node: a chance; then its new function;
/// 3. a chance to add a connection; if any can be added: which pair, by target and then source, and
///    its weight;
/// 4. a chance to delete a connection; if there is one: which;
/// 5. a chance to split a connection; if there is one: which, and the new node's function;
/// 6. a chance to delete a hidden node, with its connections; if there is one: which.
void mutateCppn(CppnGraph& graph, const VariationSettings& settings, Stream& stream);

} // namespace pareidolia
