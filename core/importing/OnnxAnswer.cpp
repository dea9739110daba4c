// SPDX-License-Identifier: GPL-3.0-or-later
// Which output of an ONNX network is the answer.
#include "core/importing/OnnxEnding.h"
#include "core/importing/OnnxOutput.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxTensor.h"
#include "core/importing/OnnxValues.h"

#include <algorithm>
#include <cctype>

namespace pareidolia::onnx {

namespace {

bool isReal(int type)
{
    return type == element::number || type == element::wide || isNarrow(type);
}

/// Numbers that may be scores; whole numbers of 32 bits and more are indices.
bool mayBeScores(int type)
{
    return type == 0 || isReal(type) || type == element::unsigned8 || type == element::signed8;
}

std::string described(const std::vector<std::int64_t>& shape)
{
    std::string text;
    for (std::size_t i = 0; i < shape.size() && i < 8; ++i)
        text += (i ? " × " : "") + (shape[i] == openSide ? "?" : std::to_string(shape[i]));
    return text + (shape.size() > 8 ? " × …" : "");
}

/// Why the answer is not one number for each class; empty if it may be. Learns their number.
std::string misfit(Answer& answer)
{
    if (!answer.shape)
        return "";
    const auto& shape = *answer.shape;
    const std::string name = "its output " + shown(answer.output);
    if (shape.size() == 4 && shape[2] != openSide && shape[3] != openSide &&
        shape[2] * shape[3] > 1)
        return name + " is a map of " + std::to_string(shape[2]) + " × " +
               std::to_string(shape[3]) + ", not one number for each class, so it is no classifier";
    std::int64_t classes = 1;
    int sides = 0, open = 0;
    for (std::size_t i = shape.size() > 1 ? 1 : 0; i < shape.size(); ++i) {
        open += shape[i] == openSide ? 1 : 0;
        sides += shape[i] > 1 ? 1 : 0;
        classes = std::max(classes, shape[i]);
    }
    if (sides > 1)
        return name + " has the shape " + described(shape) + ", not one number for each class";
    if (shape.size() < 2 ? sides == 0 : sides == 0 && open == 0)
        return name + " is one number for a picture, but a classifier has one for each of two "
                      "classes or more";
    if (open == 0)
        answer.classes = std::min<std::int64_t>(classes, INT32_MAX);
    return "";
}

/// An output that is made of scores, for people or for programs, gives way to the scores.
bool findScores(const OnnxValues& values, const ValueInfoProto& output, Answer& answer)
{
    const bool tensor = !output.has_type() || output.type().has_tensor_type();
    if (tensor && mayBeScores(answer.type))
        return true;
    const NodeProto* giver = values.giver(answer.value);
    for (int steps = 0; giver && steps < 4; ++steps) {
        const std::string& kind = giver->op_type();
        const bool around = kind == "Squeeze" || kind == "Cast" || kind == "Identity" ||
                            kind == "Reshape" || kind == "Flatten";
        if (giver->input_size() == 0 ||
            (!around && kind != "ZipMap" && kind != "ArgMax" && kind != "TopK"))
            return false;
        answer.value = giver->input(0);
        giver = values.giver(answer.value);
        if (!around) {
            const ValueFacts facts = values.facts(answer.value);
            answer.type = facts.type;
            answer.shape = facts.shape;
            return mayBeScores(facts.type);
        }
    }
    return false;
}

int rating(const Answer& answer, bool fits, bool isLabel)
{
    std::string name = answer.output;
    std::ranges::transform(name, name.begin(),
                           [](unsigned char one) { return static_cast<char>(std::tolower(one)); });
    const auto has = [&](const char* word) { return name.find(word) != std::string::npos; };
    int sum = fits ? (answer.classes > 1 ? 300 : 200) : 0;
    if (has("logit"))
        sum += 20;
    else if (has("prob") || has("class") || has("softmax") || has("pred"))
        sum += 10;
    if (has("aux") || has("embed") || has("hidden") || has("feature") || has("pool"))
        sum -= 30;
    if (answer.value != answer.output) // made of the scores that another output may be
        sum -= isLabel ? 60 : 50;
    return isReal(answer.type) || answer.type == 0 ? sum : sum - 40;
}

struct Candidate
{
    Answer answer;
    std::string misfit;
    bool isLabel = false; ///< the best class itself, in the file
};

std::vector<Candidate> candidates(const GraphProto& graph, const OnnxValues& values)
{
    std::vector<Candidate> all;
    for (const ValueInfoProto& output : graph.output()) {
        const ValueFacts facts = factsOf(output);
        Answer answer{output.name(), output.name(), facts.type, facts.shape, 0};
        if (!findScores(values, output, answer))
            continue;
        std::string why = misfit(answer);
        if (answer.classes == 0 && why.empty())
            if (const std::int64_t classes = values.classesOf(answer.value);
                classes > 1 && classes <= INT32_MAX)
                answer.classes = classes;
        const bool isLabel = answer.value != answer.output && output.type().has_tensor_type();
        all.push_back({std::move(answer), std::move(why), isLabel});
    }
    return all;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < 12; ++i)
        text += (i ? ", " : "") + shown(names[i]);
    return text + (names.size() > 12 ? ", …" : "");
}

} // namespace

Answer chooseAnswer(const GraphProto& graph, const OnnxChoices& choices, std::int64_t opset,
                    NormalOnnx& normal)
{
    const OnnxValues values(graph);
    const std::vector<Candidate> all = candidates(graph, values);
    for (const Candidate& one : all)
        normal.outputs.push_back(one.answer.output);
    if (all.empty()) {
        std::vector<std::string> names;
        for (const ValueInfoProto& output : graph.output())
            names.push_back(output.name());
        throw OnnxProblem{names.empty() ? "it has no output"
                                        : "none of its outputs (" + listed(names) +
                                              ") holds one number for each class",
                          "export the part that gives the scores of the classes"};
    }
    if (!choices.output.empty()) {
        for (const Candidate& one : all) {
            if (one.answer.output != choices.output)
                continue;
            if (!one.misfit.empty())
                throw OnnxProblem{one.misfit, "choose another output", true};
            return one.answer;
        }
        throw OnnxProblem{"it has no output " + shown(choices.output) +
                              " with one number for each class",
                          "choose one of " + listed(normal.outputs), true};
    }
    const auto best = std::ranges::max_element(all, {}, [](const Candidate& one) {
        return rating(one.answer, one.misfit.empty(), one.isLabel);
    });
    if (!best->misfit.empty())
        throw OnnxProblem{best->misfit, "choose a network that classifies pictures"};
    // Logits rather than the probabilities of the same values.
    const Ending ending = endingOf(values, best->answer.value, opset);
    for (const Candidate& other : all)
        if (other.misfit.empty() && other.answer.output == ending.logits &&
            other.answer.value == ending.logits)
            return other.answer;
    return best->answer;
}

} // namespace pareidolia::onnx
