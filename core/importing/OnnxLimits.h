// SPDX-License-Identifier: GPL-3.0-or-later
// What holds of any ONNX file, whatever its operators mean: counts, depths and sizes are bounded,
// and every tensor is whole.
#pragma once

#include <cstdint>
#include <functional>

namespace pareidolia::onnx {

class GraphProto;
class ModelProto;
class NodeProto;
class TensorProto;

constexpr std::int64_t mostNodes = 200'000;
constexpr int deepestGraph = 12; ///< graphs in attributes of nodes of graphs …

/// Every tensor of the model, in nested graphs and functions too. Throws on graphs nested too deep.
void forEachTensor(ModelProto& model, const std::function<void(TensorProto&)>& visit);

/// Every node of the graph and of the graphs in it; outer ones first.
void forEachNode(GraphProto& graph, const std::function<void(NodeProto&)>& visit);

/// Every graph in an attribute of the node, not of those inside.
void forEachInner(NodeProto& node, const std::function<void(GraphProto&)>& visit);
void forEachInner(const NodeProto& node, const std::function<void(const GraphProto&)>& visit);

/// Checks all of that, drops what this program does not know (comments, metadata), and names the
/// kinds of attributes where an old file does not. All data must be in the model.
void checkLimits(ModelProto& model);

} // namespace pareidolia::onnx
