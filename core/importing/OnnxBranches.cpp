// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxBranches.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxEditor.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"

#include <map>
#include <optional>

namespace pareidolia::onnx {

namespace {

class Branches
{
public:
    explicit Branches(ModelProto& model) : m_editor(model) {}

    void decide(GraphProto& graph)
    {
        OnnxEditor::Nodes before;
        before.Swap(graph.mutable_node());
        for (NodeProto& node : before)
            place(node, *graph.mutable_node());
    }

private:
    void place(NodeProto& node, OnnxEditor::Nodes& into)
    {
        if (const auto taken = branchOf(node)) {
            open(node, *taken, into);
            return;
        }
        forEachInner(node, [&](GraphProto& inner) { decide(inner); });
        into.Add()->Swap(&node);
    }

    /// The attribute that holds the branch; none if the condition is open.
    std::optional<std::string> branchOf(const NodeProto& node) const
    {
        if (node.op_type() != "If" || !node.domain().empty() || node.input_size() != 1)
            return std::nullopt;
        const TensorProto* condition = m_editor.constant(node.input(0));
        const auto numbers = condition ? wholeNumbers(*condition) : std::nullopt;
        if (!numbers || numbers->size() != 1)
            return std::nullopt;
        const std::string name = numbers->front() != 0 ? "then_branch" : "else_branch";
        const AttributeProto* branch = findAttribute(node, name);
        return branch && branch->has_g() && branch->g().output_size() >= node.output_size()
                   ? std::optional(name)
                   : std::nullopt;
    }

    /// Names inside may be those of another branch, so they become new.
    void open(NodeProto& node, const std::string& attribute, OnnxEditor::Nodes& into)
    {
        GraphProto branch;
        for (AttributeProto& one : *node.mutable_attribute())
            if (one.name() == attribute)
                branch.Swap(one.mutable_g());
        std::map<std::string, std::string> names;
        const auto define = [&](const std::string& name) {
            if (!name.empty())
                names.emplace(name, m_editor.unused(name));
        };
        for (const TensorProto& tensor : branch.initializer())
            define(tensor.name());
        for (const NodeProto& one : branch.node())
            for (const std::string& name : one.output())
                define(name);
        renameValues(branch, [&](const std::string& name) {
            const auto found = names.find(name);
            return found != names.end() ? found->second : name;
        });
        for (TensorProto& tensor : *branch.mutable_initializer())
            m_editor.graph().add_initializer()->Swap(&tensor);
        for (NodeProto& one : *branch.mutable_node())
            place(one, into);
        for (int i = 0; i < node.output_size(); ++i) {
            if (node.output(i).empty())
                continue;
            NodeProto& copy = *into.Add();
            copy.set_op_type("Identity");
            copy.add_input(branch.output(i).name());
            copy.add_output(node.output(i));
        }
    }

    OnnxEditor m_editor;
};

} // namespace

void takeFixedBranches(ModelProto& model)
{
    Branches branches(model);
    GraphProto& graph = *model.mutable_graph();
    branches.decide(graph);
}

} // namespace pareidolia::onnx
