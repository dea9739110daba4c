// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/GraphSimplification.h"

#include <algorithm>

namespace pareidolia {

namespace {

constexpr std::size_t picture = 0;

/// Everybody who took `old`, and the answer, take `fresh` from now on.
void redirect(NetworkGraph& graph, std::size_t old, std::size_t fresh)
{
    for (Layer& layer : graph.layers)
        std::ranges::replace(layer.inputs, old, fresh);
    if (graph.output == old)
        graph.output = fresh;
}

std::size_t takersOf(const NetworkGraph& graph, std::size_t value)
{
    std::size_t takers = graph.output == value;
    const std::vector<bool> needed = neededLayers(graph);
    for (std::size_t i = 0; i < graph.layers.size(); ++i)
        if (needed[i])
            takers += static_cast<std::size_t>(std::ranges::count(graph.layers[i].inputs, value));
    return takers;
}

bool onlyChangesShape(const Operation& operation)
{
    return std::holds_alternative<Reshape>(operation) || std::holds_alternative<Flatten>(operation);
}

/// True if the numbers that are made to sum to one are those of all classes.
bool coversAll(const Softmax& softmax, const ValueShape& shape)
{
    const auto dimensions = static_cast<std::int64_t>(shape.size()) + 1;
    const std::int64_t axis = softmax.axis < 0 ? softmax.axis + dimensions : softmax.axis;
    return shape[static_cast<std::size_t>(axis - 1)] == numbersIn(shape);
}

float at(const WeightTensor& tensor, std::size_t channel)
{
    return tensor.values.size() == 1 ? tensor.values[0] : tensor.values[channel];
}

/// One output after another, in double: rounded once.
void fold(const ChannelAffine& affine, WeightTensor& weight, WeightTensor& bias)
{
    const auto outputs = static_cast<std::size_t>(weight.shape[0]);
    const std::size_t each = weight.values.size() / outputs;
    if (bias.values.empty())
        bias = {{weight.shape[0]}, std::vector<float>(outputs)};
    for (std::size_t o = 0; o < outputs; ++o) {
        const double scale = static_cast<double>(at(affine.scale, o));
        for (std::size_t i = o * each; i < (o + 1) * each; ++i)
            weight.values[i] = static_cast<float>(scale * static_cast<double>(weight.values[i]));
        bias.values[o] = static_cast<float>(scale * static_cast<double>(bias.values[o]) +
                                            static_cast<double>(at(affine.shift, o)));
    }
}

bool foldInto(Operation& before, const ChannelAffine& affine)
{
    if (auto* convolution = std::get_if<Convolution>(&before)) {
        fold(affine, convolution->weight, convolution->bias);
        return true;
    }
    if (auto* dense = std::get_if<Dense>(&before)) {
        fold(affine, dense->weight, dense->bias);
        return true;
    }
    return false;
}

} // namespace

std::vector<bool> neededLayers(const NetworkGraph& graph)
{
    std::vector<bool> needed(graph.layers.size(), false);
    if (graph.output != picture)
        needed[graph.output - 1] = true;
    for (std::size_t i = graph.layers.size(); i-- > 0;)
        for (const std::size_t input : graph.layers[i].inputs)
            if (needed[i] && input != picture)
                needed[input - 1] = true;
    return needed;
}

bool leaveOutFinalSoftmax(NetworkGraph& graph, const std::vector<ValueShape>& shapes)
{
    std::size_t value = graph.output;
    while (value != picture && onlyChangesShape(graph.layers[value - 1].operation) &&
           takersOf(graph, value) == 1)
        value = graph.layers[value - 1].inputs.front();
    if (value == picture || takersOf(graph, value) != 1)
        return false;
    const Layer& layer = graph.layers[value - 1];
    const auto* softmax = std::get_if<Softmax>(&layer.operation);
    if (!softmax || !coversAll(*softmax, shapes[value]))
        return false;
    redirect(graph, value, layer.inputs.front());
    return true;
}

void foldAffineLayers(NetworkGraph& graph)
{
    for (std::size_t i = 0; i < graph.layers.size(); ++i) {
        const Layer& layer = graph.layers[i];
        const auto* affine = std::get_if<ChannelAffine>(&layer.operation);
        if (!affine || layer.inputs.front() == picture || !neededLayers(graph)[i])
            continue;
        const std::size_t before = layer.inputs.front();
        if (takersOf(graph, before) == 1 && foldInto(graph.layers[before - 1].operation, *affine))
            redirect(graph, i + 1, before);
    }
}

} // namespace pareidolia
