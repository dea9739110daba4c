// SPDX-License-Identifier: GPL-3.0-or-later
// CPPNs in words that people read.
#pragma once

#include "core/encoding/CppnGraph.h"

#include <QString>

namespace pareidolia {

/// What an input is called, or what an output or a hidden node computes: "distance", "sine".
QString nodeName(const CppnGraph& graph, std::uint32_t place);

/// What an output of a colour picture is: "hue"; empty for every other node.
QString channelName(const CppnGraph& graph, std::uint32_t place);

/// "1 hidden node, 7 connections; sine 2, gaussian 1": of hidden nodes and outputs.
QString networkFacts(const CppnGraph& graph);

/// "Network of 14 nodes and 23 connections: …"
QString networkDescription(const CppnGraph& graph);

/// All about one node, as rich text: function, whether it is needed, what comes in.
QString nodeFacts(const CppnGraph& graph, std::uint32_t place);

} // namespace pareidolia
