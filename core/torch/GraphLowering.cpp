// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/GraphLowering.h"

#include "core/base/ReturnError.h"
#include "core/importing/GraphShapes.h"
#include "core/torch/LayerScript.h"

#include <algorithm>
#include <set>

namespace pareidolia {

namespace {

// A graph is simplified first. Values keep their indices; layers that were removed are simply not
// used by any other.

constexpr std::size_t picture = 0;

/// Everybody who took `old`, and the answer, take `fresh` from now on.
void redirect(NetworkGraph& graph, std::size_t old, std::size_t fresh)
{
    for (Layer& layer : graph.layers)
        std::ranges::replace(layer.inputs, old, fresh);
    if (graph.output == old)
        graph.output = fresh;
}

/// The layers that the output depends on; index i is layer i.
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

/// Leaves out a final softmax, also if it is only reshaped afterwards. True if there was one.
/// `shapes` are those of the graph and stay correct.
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

/// Folds scale and shift of channels into the convolution or dense layer before, if no other layer
/// uses its output.
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

constexpr std::size_t longest = 60;

bool isLetter(char one)
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
}

bool isDigit(char one)
{
    return one >= '0' && one <= '9';
}

/// Words of the language, and those that the generated code and its modules use themselves.
bool isTaken(const std::string& word)
{
    static const std::set<std::string> words{
        "False",  "None",   "True",     "and",    "as",     "assert",   "async",   "await",
        "break",  "class",  "continue", "def",    "del",    "elif",     "else",    "except",
        "eval",   "float",  "finally",  "for",    "from",   "forward",  "global",  "if",
        "import", "in",     "int",      "is",     "lambda", "list",     "max",     "min",
        "not",    "or",     "nonlocal", "output", "pass",   "picture",  "print",   "raise",
        "return", "self",   "torch",    "train",  "try",    "training", "while",   "with",
        "yield",  "weight", "bias",     "scale",  "shift",  "slopes",   "modules", "parameters"};
    return words.contains(word);
}

/// Turns layer names, which may be any text, into TorchScript identifiers, each of them unique.
class ScriptNames
{
public:
    /// Letters, digits and underscores of `name`, made unique.
    std::string wordFor(const std::string& name)
    {
        std::string word;
        for (const char one : name.substr(0, longest))
            word += isLetter(one) || isDigit(one) ? one : '_';
        if (word.find_first_not_of('_') == std::string::npos)
            word = "layer";
        if (!isLetter(word.front()))
            word = "layer_" + word;
        if (isTaken(word))
            word += "_layer";
        std::string unique = word;
        for (int number = 2; !m_given.insert(unique).second; ++number)
            unique = word + "_" + std::to_string(number);
        return unique;
    }

private:
    std::set<std::string> m_given;
};

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
