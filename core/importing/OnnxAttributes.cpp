// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxAttributes.h"

#include "onnx.pb.h"

namespace pareidolia::onnx {

const AttributeProto* findAttribute(const NodeProto& node, const std::string& name)
{
    for (const AttributeProto& one : node.attribute())
        if (one.name() == name)
            return &one;
    return nullptr;
}

std::int64_t wholeOf(const NodeProto& node, const std::string& name, std::int64_t otherwise)
{
    const AttributeProto* found = findAttribute(node, name);
    return found && found->has_i() ? found->i() : otherwise;
}

float numberOf(const NodeProto& node, const std::string& name, float otherwise)
{
    const AttributeProto* found = findAttribute(node, name);
    return found && found->has_f() ? found->f() : otherwise;
}

std::string textOf(const NodeProto& node, const std::string& name)
{
    const AttributeProto* found = findAttribute(node, name);
    return found ? found->s() : std::string();
}

std::vector<std::int64_t> wholesOf(const NodeProto& node, const std::string& name)
{
    const AttributeProto* found = findAttribute(node, name);
    return found ? std::vector<std::int64_t>(found->ints().begin(), found->ints().end())
                 : std::vector<std::int64_t>();
}

std::vector<float> numbersOf(const NodeProto& node, const std::string& name)
{
    const AttributeProto* found = findAttribute(node, name);
    return found ? std::vector<float>(found->floats().begin(), found->floats().end())
                 : std::vector<float>();
}

AttributeProto whole(const std::string& name, std::int64_t value)
{
    AttributeProto made;
    made.set_name(name);
    made.set_i(value);
    made.set_type(2);
    return made;
}

AttributeProto number(const std::string& name, float value)
{
    AttributeProto made;
    made.set_name(name);
    made.set_f(value);
    made.set_type(1);
    return made;
}

AttributeProto wholes(const std::string& name, const std::vector<std::int64_t>& values)
{
    AttributeProto made;
    made.set_name(name);
    made.mutable_ints()->Add(values.begin(), values.end());
    made.set_type(7);
    return made;
}

bool removeAttribute(NodeProto& node, const std::string& name)
{
    for (int i = 0; i < node.attribute_size(); ++i)
        if (node.attribute(i).name() == name) {
            node.mutable_attribute()->DeleteSubrange(i, 1);
            return true;
        }
    return false;
}

} // namespace pareidolia::onnx
