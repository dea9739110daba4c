// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptions of champions and CPPNs as text.
#pragma once

#include "core/encoding/CppnGraph.h"
#include "core/search/Search.h"

#include <QString>

namespace pareidolia {

/// The name of an input, or the function of an output or a hidden node: "distance", "sine".
QString nodeName(const CppnGraph& graph, std::uint32_t place);

/// The meaning of an output of a colour picture: "hue"; empty for every other node.
QString channelName(const CppnGraph& graph, std::uint32_t place);

/// Its encoding and its log-odds, in two sentences.
QString championFacts(const Champion& champion);

/// "Network of 14 nodes and 23 connections: …"
QString networkDescription(const CppnGraph& graph);

/// A node's details as rich text: function, whether an output depends on it, inputs.
QString nodeFacts(const CppnGraph& graph, std::uint32_t place);

} // namespace pareidolia
