// SPDX-License-Identifier: GPL-3.0-or-later
// Who gives and who takes each value of an ONNX graph, and what the file tells about its shape.
#pragma once

#include "onnx.pb.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pareidolia::onnx {

/// A side that the file leaves open.
constexpr std::int64_t openSide = -1;

struct ValueFacts
{
    int type = 0;                                   ///< of its elements; 0: not told
    std::optional<std::vector<std::int64_t>> shape; ///< none: not even how many sides
};

/// Throws if a side is negative.
ValueFacts factsOf(const ValueInfoProto& info);

/// Of the outer graph, as it is when this is made; the graph must not change meanwhile.
class OnnxValues
{
public:
    explicit OnnxValues(const GraphProto& graph);

    /// The node that gives the value; null for inputs and tensors.
    const NodeProto* giver(const std::string& value) const;

    const std::vector<const NodeProto*>& takers(const std::string& value) const;

    /// What value_info, inputs and outputs say.
    ValueFacts facts(const std::string& value) const;

    const TensorProto* tensor(const std::string& value) const;

    /// How many numbers a picture has in N × … values by what made them (weights of the last
    /// layer); 0 if that does not tell.
    std::int64_t classesOf(const std::string& value) const;

private:
    std::unordered_map<std::string, const NodeProto*> m_givers;
    std::unordered_map<std::string, std::vector<const NodeProto*>> m_takers;
    std::unordered_map<std::string, const ValueInfoProto*> m_infos;
    std::unordered_map<std::string, const TensorProto*> m_tensors;
};

} // namespace pareidolia::onnx
