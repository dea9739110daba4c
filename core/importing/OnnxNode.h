// SPDX-License-Identifier: GPL-3.0-or-later
// One node of an ONNX graph, with typed access to its attributes.
#pragma once

#include "core/importing/OnnxConstant.h"

#include <cstdint>
#include <optional>
#include <string>

namespace pareidolia::onnx {

class AttributeProto;
class NodeProto;

/// Text from the file, shortened and without control characters, for messages.
std::string printable(const std::string& text);

/// A view: the proto must outlive it.
class OnnxNode
{
public:
    explicit OnnxNode(const NodeProto& proto);

    /// "Conv", or "com.microsoft.Gelu" for an operator that is not in ONNX.
    const std::string& kind() const { return m_kind; }

    /// Its name in messages: its own, or that of its first output.
    const std::string& name() const { return m_name; }

    std::size_t inputs() const;
    const std::string& input(std::size_t index) const;
    bool hasInput(std::size_t index) const; ///< an empty name means no input

    std::size_t outputs() const;
    const std::string& output(std::size_t index) const;

    bool has(const std::string& attribute) const { return find(attribute) != nullptr; }
    std::int64_t whole(const std::string& attribute, std::int64_t otherwise) const;
    float number(const std::string& attribute, float otherwise) const;
    std::string text(const std::string& attribute, const std::string& otherwise) const;
    std::optional<Shape> list(const std::string& attribute) const;
    const AttributeProto* find(const std::string& attribute) const;

    /// This node is invalid: throws.
    [[noreturn]] void problem(const std::string& why) const;

    /// This form of the operator is not supported: throws.
    [[noreturn]] void unsupported(const std::string& form) const;

private:
    const NodeProto& m_proto;
    std::string m_kind;
    std::string m_name;
};

} // namespace pareidolia::onnx
