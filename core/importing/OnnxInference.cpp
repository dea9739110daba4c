// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxInference.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxEditor.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"

#include <cfloat>
#include <cmath>
#include <set>
#include <unordered_set>

namespace pareidolia::onnx {

namespace {

const std::set<std::string> randomKinds{"Bernoulli",     "Multinomial",      "RandomNormal",
                                        "RandomUniform", "RandomNormalLike", "RandomUniformLike"};

class Inference
{
public:
    explicit Inference(OnnxEditor& editor) : m_editor(editor) { note(editor.graph()); }

    void prepare(NodeProto& node)
    {
        if (!node.domain().empty())
            return;
        const std::string& kind = node.op_type();
        if (randomKinds.contains(kind))
            throw OnnxProblem{shown(node) + " gives other numbers each time"};
        if (kind == "Dropout" && !isUsed(node, 1))
            becomeIdentity(node);
        else if (kind == "BatchNormalization")
            normalize(node);
        else if (kind == "Clip")
            clip(node);
    }

private:
    void note(const GraphProto& graph)
    {
        for (const NodeProto& node : graph.node()) {
            m_used.insert(node.input().begin(), node.input().end());
            forEachInner(node, [&](const GraphProto& inner) { note(inner); });
        }
        for (const ValueInfoProto& output : graph.output())
            m_used.insert(output.name());
    }

    bool isUsed(const NodeProto& node, int output) const
    {
        return output < node.output_size() && !node.output(output).empty() &&
               m_used.contains(node.output(output));
    }

    static void keepFirst(google::protobuf::RepeatedPtrField<std::string>& names)
    {
        if (names.size() > 1)
            names.DeleteSubrange(1, names.size() - 1);
    }

    static void becomeIdentity(NodeProto& node)
    {
        node.set_op_type("Identity");
        node.clear_attribute();
        keepFirst(*node.mutable_input());
        keepFirst(*node.mutable_output());
    }

    void normalize(NodeProto& node) const
    {
        for (int i = 1; i < node.output_size(); ++i)
            if (isUsed(node, i))
                throw OnnxProblem{shown(node) +
                                      " is meant for training, and its statistics are used",
                                  "export the network for inference"};
        keepFirst(*node.mutable_output());
        removeAttribute(node, "training_mode");
        if (m_editor.opset() < 7) {
            removeAttribute(node, "is_test");
            *node.add_attribute() = whole("is_test", 1);
        }
    }

    bool boundsNothing(double bound) const
    {
        return std::fabs(bound) >= static_cast<double>(FLT_MAX);
    }

    void clip(NodeProto& node) const
    {
        if (m_editor.opset() < 11) {
            for (const auto& [name, sign] : {std::pair{"min", -1.0f}, std::pair{"max", 1.0f}})
                if (const float bound = numberOf(node, name, 0); bound * sign >= FLT_MAX)
                    removeAttribute(node, name);
            if (node.attribute_size() == 0)
                becomeIdentity(node);
            return;
        }
        for (int i = 1; i < node.input_size(); ++i)
            if (const TensorProto* bound = m_editor.constant(node.input(i)))
                if (const auto number = singleNumber(*bound);
                    number && boundsNothing(*number) && (*number < 0) == (i == 1))
                    node.set_input(i, "");
        while (node.input_size() > 1 && node.input(node.input_size() - 1).empty())
            node.mutable_input()->RemoveLast();
        if (node.input_size() == 1)
            becomeIdentity(node);
    }

    OnnxEditor& m_editor;
    std::unordered_set<std::string> m_used;
};

} // namespace

void prepareForInference(OnnxEditor& editor)
{
    Inference inference(editor);
    forEachNode(editor.graph(), [&](NodeProto& node) { inference.prepare(node); });
}

} // namespace pareidolia::onnx
