// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxOutput.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxEditor.h"
#include "core/importing/OnnxEnding.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "core/importing/OnnxValues.h"

#include <algorithm>

namespace pareidolia::onnx {

namespace {

constexpr const char* answers = "answers";

void rename(GraphProto& graph, const std::string& from, const std::string& to)
{
    renameValues(graph, [&](const std::string& name) { return name == from ? to : name; });
}

void describe(GraphProto& graph, const NormalOnnx& normal)
{
    graph.clear_output();
    ValueInfoProto& output = *graph.add_output();
    output.set_name(answers);
    TensorTypeProto& type = *output.mutable_type()->mutable_tensor_type();
    type.set_elem_type(element::number);
    DimensionProto& batch = *type.mutable_shape()->add_dim();
    if (normal.fixedBatch)
        batch.set_dim_value(1);
    else
        batch.set_dim_param("N");
    DimensionProto& classes = *type.mutable_shape()->add_dim();
    if (normal.classes > 0)
        classes.set_dim_value(normal.classes);
    else
        classes.set_dim_param("classes");
}

} // namespace

void endWithLogits(OnnxEditor& editor, Answer& answer, NormalOnnx& normal)
{
    const Ending ending = endingOf(OnnxValues(editor.graph()), answer.value, editor.opset());
    normal.answers = ending.answers;
    if (ending.logits.empty())
        return;
    // What changed the shape after the softmax changes that of the logits; the old nodes go with
    // the softmax, unless somebody else takes from them.
    answer.value = ending.logits;
    answer.type = element::number;
    for (auto node = ending.after.rbegin(); node != ending.after.rend(); ++node) {
        NodeProto& copy = *editor.graph().add_node();
        copy = *node;
        copy.set_input(0, answer.value);
        answer.value = editor.unused(node->output(0));
        copy.clear_output();
        copy.add_output(answer.value);
    }
    normal.answers = OnnxAnswers::Logits;
}

void normalizeOutput(OnnxEditor& editor, const Answer& answer, const Batch& batch,
                     NormalOnnx& normal)
{
    GraphProto& graph = editor.graph();
    editor.addTo(*graph.mutable_node());
    std::string value = answer.value;
    const std::size_t sides = answer.shape ? answer.shape->size() : 0; // 0: not told
    if (sides == 1 && !batch.onlyOne()) {
        // One row for all: that is a batch of one, whatever the input says.
        normal.fixedBatch = true;
        graph.mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->mutable_dim(0)
            ->clear_dim_param();
        graph.mutable_input(0)
            ->mutable_type()
            ->mutable_tensor_type()
            ->mutable_shape()
            ->mutable_dim(0)
            ->set_dim_value(1);
    }
    if (sides == 1 || (sides != 2 && batch.fixed == 1))
        value = editor.add("Reshape", {value, editor.integers({1, -1})});
    else if (sides != 2)
        value = editor.add("Flatten", {value}, {whole("axis", 1)});
    if (batch.fixed > 1)
        value = editor.add("Gather", {value, editor.integers({0})}, {whole("axis", 0)});
    const bool narrow = isNarrow(answer.type);
    if (answer.type != element::number && !narrow)
        value = editor.add("Cast", {value}, {whole("to", element::number)});

    const bool given = std::ranges::any_of(graph.node(), [&](const NodeProto& node) {
        return std::ranges::count(node.output(), value) > 0;
    });
    if (!given)
        throw OnnxProblem{"its output is its input, or does not depend on a picture"};
    if (value != answers) {
        graph.clear_output();
        rename(graph, answers, editor.unused("value"));
        rename(graph, value, answers);
    }
    normal.classes = static_cast<int>(answer.classes);
    describe(graph, normal);
}

} // namespace pareidolia::onnx
