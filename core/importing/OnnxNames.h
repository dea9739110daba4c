// SPDX-License-Identifier: GPL-3.0-or-later
// Names of values in a graph and in the graphs of its nodes.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace pareidolia::onnx {

class GraphProto;
class NodeProto;

/// Gives names that no value of the model has.
class Names
{
public:
    explicit Names(const GraphProto& graph) { add(graph); }

    /// `stem`, or the same with a number: for a value that is new.
    std::string unused(const std::string& stem);

private:
    void add(const GraphProto& graph);

    std::unordered_set<std::string> m_taken;
    std::unordered_map<std::string, int> m_next;
};

/// Replaces every name of a value in the node, and in the graphs inside, by what `renamed` gives.
void renameValues(NodeProto& node, const std::function<std::string(const std::string&)>& renamed);
void renameValues(GraphProto& graph, const std::function<std::string(const std::string&)>& renamed);

/// What a graph takes from those around it; what a node takes, with its graphs.
std::unordered_set<std::string> takenFromOutside(const GraphProto& graph);
std::unordered_set<std::string> takenBy(const NodeProto& node);

} // namespace pareidolia::onnx
