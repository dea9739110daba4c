// SPDX-License-Identifier: GPL-3.0-or-later
// Attributes of ONNX nodes: reading them with defaults, and making them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class AttributeProto;
class NodeProto;

const AttributeProto* findAttribute(const NodeProto& node, const std::string& name);
std::int64_t wholeOf(const NodeProto& node, const std::string& name, std::int64_t otherwise);
float numberOf(const NodeProto& node, const std::string& name, float otherwise);
std::string textOf(const NodeProto& node, const std::string& name);
std::vector<std::int64_t> wholesOf(const NodeProto& node, const std::string& name);
std::vector<float> numbersOf(const NodeProto& node, const std::string& name);

AttributeProto whole(const std::string& name, std::int64_t value);
AttributeProto number(const std::string& name, float value);
AttributeProto wholes(const std::string& name, const std::vector<std::int64_t>& values);

/// Whether there was one.
bool removeAttribute(NodeProto& node, const std::string& name);

} // namespace pareidolia::onnx
