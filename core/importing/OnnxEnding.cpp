// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxEnding.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxTensor.h"
#include "core/importing/OnnxValues.h"

#include <set>

namespace pareidolia::onnx {

namespace {

constexpr int mostSteps = 50;

const std::set<std::string> reshaping{"Identity", "Flatten",   "Reshape",
                                      "Squeeze",  "Unsqueeze", "Dropout"};
const std::set<std::string> passing{"Cast", "QuantizeLinear", "DequantizeLinear"};

/// Layers whose sums are logits, if nothing comes after them.
const std::set<std::string> summing{"Gemm",        "MatMul",
                                    "Add",         "Sub",
                                    "Mul",         "Conv",
                                    "ReduceMean",  "Relu",
                                    "QGemm",       "GlobalAveragePool",
                                    "QLinearConv", "QLinearMatMul",
                                    "AveragePool", "BatchNormalization"};

bool isReal(std::int64_t type)
{
    return type == element::number || type == element::wide || isNarrow(static_cast<int>(type));
}

/// Whether what the softmax makes 1 is the sum over the classes of a picture.
bool isOverClasses(const OnnxValues& values, const NodeProto& node, std::int64_t opset)
{
    std::int64_t axis = wholeOf(node, "axis", opset < 13 ? 1 : -1);
    const auto shape = values.facts(node.output(0)).shape;
    if (!shape)
        return axis == 1 || axis == -1;
    const auto rank = static_cast<std::int64_t>(shape->size());
    axis += axis < 0 ? rank : 0;
    if (axis < 0 || axis >= rank || (axis == 0 && rank > 1))
        return false;
    // Older versions sum over all sides from the axis on.
    return (opset < 13 && axis == 1) || (*shape)[static_cast<std::size_t>(axis)] != 1;
}

} // namespace

Ending endingOf(const OnnxValues& values, const std::string& value, std::int64_t opset)
{
    Ending ending;
    std::string now = value;
    bool logarithm = false;
    for (int steps = 0; steps < mostSteps; ++steps) {
        const NodeProto* node = values.giver(now);
        if (!node || !node->domain().empty() || node->input_size() == 0 || node->output(0) != now)
            return ending;
        const std::string& kind = node->op_type();
        const bool passes =
            passing.contains(kind) && (kind != "Cast" || isReal(wholeOf(*node, "to", 0)));
        if (reshaping.contains(kind))
            ending.after.push_back(*node);
        if (reshaping.contains(kind) || passes || (kind == "Log" && !logarithm)) {
            logarithm = logarithm || kind == "Log";
            now = node->input(0);
            continue;
        }
        const bool softmax = kind == "Softmax";
        if ((softmax || (kind == "LogSoftmax" && !logarithm)) &&
            isOverClasses(values, *node, opset)) {
            ending.answers =
                softmax && !logarithm ? OnnxAnswers::Probabilities : OnnxAnswers::LogProbabilities;
            ending.logits = node->input(0);
        } else if (!logarithm && kind == "Sigmoid") {
            ending.answers = OnnxAnswers::Sigmoids;
        } else if (!logarithm && summing.contains(kind)) {
            ending.answers = OnnxAnswers::Logits;
        }
        return ending;
    }
    return ending;
}

} // namespace pareidolia::onnx
