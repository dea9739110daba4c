// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/GraphLowering.h"

#include "core/base/ReturnError.h"
#include "core/importing/GraphShapes.h"
#include "core/torch/GraphSimplification.h"
#include "core/torch/LayerScript.h"
#include "core/torch/ScriptNames.h"

#include <algorithm>

namespace pareidolia {

namespace {

/// True if the answer is one number a class.
bool isOneARow(const ValueShape& shape)
{
    return !shape.empty() && shape.front() == numbersIn(shape) && shape.front() >= 2;
}

OutputKind kindOf(const NetworkGraph& graph)
{
    const auto* softmax = graph.output == 0
                              ? nullptr
                              : std::get_if<Softmax>(&graph.layers[graph.output - 1].operation);
    if (!softmax)
        return OutputKind::Logits;
    return softmax->logarithm ? OutputKind::LogProbabilities : OutputKind::Probabilities;
}

ScriptProgram write(NetworkGraph& graph, const std::vector<ValueShape>& shapes)
{
    ScriptProgram program;
    ScriptNames names;
    std::vector<std::string> values{"picture"};
    std::string source = "def forward(self, picture):\n";
    const std::vector<bool> needed = neededLayers(graph);
    for (std::size_t i = 0; i < graph.layers.size(); ++i) {
        Layer& layer = graph.layers[i];
        values.push_back(names.wordFor(layer.name));
        if (!needed[i])
            continue;
        std::vector<std::string> inputs;
        for (const std::size_t input : layer.inputs)
            inputs.push_back(values[input]);
        LayerScript script = scriptOf(std::move(layer.operation), values.back(), inputs,
                                      shapes[layer.inputs.front()], shapes[i + 1]);
        source += "    " + values.back() + " = " + script.expression + "\n";
        std::ranges::move(script.tensors, std::back_inserter(program.tensors));
    }
    source += "    return " + values[graph.output] + "\n";
    program.methods.push_back({"", std::move(source)});
    return program;
}

} // namespace

Result<LoweredNetwork> lowerGraph(NetworkGraph graph, const std::string& source)
{
    ASSIGN_OR_RETURN(const auto shapes, inferShapes(graph, source));
    LoweredNetwork lowered;
    const ValueShape answer = shapes[graph.output];
    lowered.leftOutSoftmax = leaveOutFinalSoftmax(graph, shapes);
    if (!isOneARow(shapes[graph.output]))
        return failure(source,
                       "its output is " + shapeText(answer) +
                           " numbers, not one per class for two or more classes",
                       "give a network that classifies pictures");
    lowered.classes = static_cast<std::size_t>(answer.front());
    lowered.output = kindOf(graph);
    foldAffineLayers(graph);
    lowered.program = write(graph, shapes);
    return lowered;
}

} // namespace pareidolia
