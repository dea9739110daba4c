// SPDX-License-Identifier: GPL-3.0-or-later
// What a graph consists of, and in which order: files have nodes in any.
#pragma once

#include <string>

namespace pareidolia::onnx {

class GraphProto;

/// Initialisers leave the inputs, sparse ones become dense; in nested graphs too.
void settleInitializers(GraphProto& graph);

/// Nodes after what they take, else in the order of the file; in nested graphs too. Throws on names
/// that nothing gives, that are given twice, and on circles.
void sortNodes(GraphProto& graph);

/// Only nodes, initialisers and inputs that the value depends on.
void keepWhatCounts(GraphProto& graph, const std::string& value);

} // namespace pareidolia::onnx
