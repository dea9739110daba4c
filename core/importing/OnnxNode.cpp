// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxNode.h"

#include "onnx.pb.h"

#include <cmath>

namespace pareidolia::onnx {

std::string printable(const std::string& text)
{
    constexpr std::size_t longest = 80;
    std::string clean;
    for (const char letter : text.substr(0, longest))
        clean += letter >= ' ' && letter != '\x7f' ? letter : '?';
    return clean;
}

OnnxNode::OnnxNode(const NodeProto& proto) : m_proto(proto)
{
    const bool own = proto.domain().empty() || proto.domain() == "ai.onnx";
    m_kind = printable((own ? "" : proto.domain() + ".") + proto.op_type());
    m_name = printable(!proto.name().empty()     ? proto.name()
                       : proto.output_size() > 0 ? proto.output(0)
                                                 : proto.op_type());
}

std::size_t OnnxNode::inputs() const
{
    return static_cast<std::size_t>(m_proto.input_size());
}

const std::string& OnnxNode::input(std::size_t index) const
{
    if (!hasInput(index))
        problem("its input " + std::to_string(index) + " is missing");
    return m_proto.input(static_cast<int>(index));
}

bool OnnxNode::hasInput(std::size_t index) const
{
    return index < inputs() && !m_proto.input(static_cast<int>(index)).empty();
}

std::size_t OnnxNode::outputs() const
{
    return static_cast<std::size_t>(m_proto.output_size());
}

const std::string& OnnxNode::output(std::size_t index) const
{
    if (index >= outputs())
        problem("it has no output");
    return m_proto.output(static_cast<int>(index));
}

const AttributeProto* OnnxNode::find(const std::string& attribute) const
{
    for (const AttributeProto& one : m_proto.attribute())
        if (one.name() == attribute)
            return &one;
    return nullptr;
}

std::int64_t OnnxNode::whole(const std::string& attribute, std::int64_t otherwise) const
{
    const AttributeProto* found = find(attribute);
    if (found && !found->has_i())
        problem("its attribute " + attribute + " is not a whole number");
    return found ? found->i() : otherwise;
}

float OnnxNode::number(const std::string& attribute, float otherwise) const
{
    const AttributeProto* found = find(attribute);
    if (found && (!found->has_f() || !std::isfinite(found->f())))
        problem("its attribute " + attribute + " is not a number");
    return found ? found->f() : otherwise;
}

std::string OnnxNode::text(const std::string& attribute, const std::string& otherwise) const
{
    const AttributeProto* found = find(attribute);
    if (found && !found->has_s())
        problem("its attribute " + attribute + " is not a string");
    return found ? printable(found->s()) : otherwise;
}

std::optional<Shape> OnnxNode::list(const std::string& attribute) const
{
    const AttributeProto* found = find(attribute);
    if (!found)
        return std::nullopt;
    return Shape(found->ints().begin(), found->ints().end());
}

void OnnxNode::problem(const std::string& why) const
{
    throw OnnxProblem{m_kind + " \"" + m_name + "\": " + why};
}

void OnnxNode::unsupported(const std::string& form) const
{
    throw OnnxUnsupported{form.empty() ? m_kind : m_kind + " (" + form + ")"};
}

} // namespace pareidolia::onnx
