// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxFusions.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxLimits.h"
#include "core/importing/OnnxProblem.h"

#include <numbers>

namespace pareidolia::onnx {

namespace {

constexpr std::size_t mostNames = 20;

/// 0.5 · x · (1 + erf(x / √2)); by its tanh approximation if `fast`.
void gelu(OnnxEditor& editor, const std::string& x, bool fast, const std::string& output)
{
    std::string curve;
    if (fast) {
        const std::string square = editor.add("Mul", {x, x});
        const std::string cube = editor.add("Mul", {square, x});
        const std::string bent = editor.add("Mul", {cube, editor.number(0.044715f)});
        const std::string sum = editor.add("Add", {x, bent});
        const float scale = std::numbers::sqrt2_v<float> * std::numbers::inv_sqrtpi_v<float>;
        curve = editor.add("Tanh", {editor.add("Mul", {sum, editor.number(scale)})});
    } else {
        const std::string scaled =
            editor.add("Div", {x, editor.number(std::numbers::sqrt2_v<float>)});
        curve = editor.add("Erf", {scaled});
    }
    const std::string gate = editor.add("Add", {curve, editor.number(1)});
    const std::string half = editor.add("Mul", {x, editor.number(0.5f)});
    editor.add("Mul", {half, gate}, {}, output);
}

std::string withBias(OnnxEditor& editor, const NodeProto& node, int bias)
{
    return operand(node, bias).empty() ? node.input(0)
                                       : editor.add("Add", {node.input(0), node.input(bias)});
}

/// `root`: divided by the root of the mean square only.
void normalizeLast(OnnxEditor& editor, const std::string& x, const std::string& scale,
                   const std::string& shift, float epsilon, bool root, const std::string& output)
{
    const std::string centred = root ? x : editor.add("Sub", {x, editor.meanOver(x, -1)});
    const std::string square = editor.add("Mul", {centred, centred});
    const std::string variance = editor.meanOver(square, -1);
    const std::string safe = editor.add("Add", {variance, editor.number(epsilon)});
    const std::string normal = editor.add("Div", {centred, editor.add("Sqrt", {safe})});
    const std::string scaled =
        editor.add("Mul", {normal, scale}, {}, shift.empty() ? output : std::string());
    if (!shift.empty())
        editor.add("Add", {scaled, shift}, {}, output);
}

/// Outputs from `first` on are for training.
bool givesOnlyBefore(const NodeProto& node, int first)
{
    for (int i = first; i < node.output_size(); ++i)
        if (!node.output(i).empty())
            return false;
    return node.output_size() > 0 && !node.output(0).empty();
}

bool layerNormalization(OnnxEditor& editor, const NodeProto& node, bool root)
{
    if (node.input_size() < 2 || wholeOf(node, "axis", -1) != -1 || !givesOnlyBefore(node, 1))
        return false;
    normalizeLast(editor, node.input(0), node.input(1), root ? "" : operand(node, 2),
                  numberOf(node, "epsilon", 1e-5f), root, node.output(0));
    return true;
}

/// Inputs: input, skip, scale, [shift,] bias; the sum may be an output too, the fourth.
bool skipLayerNormalization(OnnxEditor& editor, const NodeProto& node, bool root)
{
    if (node.input_size() < 3 || node.output_size() < 1 || !operand(node, 0).size() ||
        (node.output_size() > 1 && !node.output(1).empty()) ||
        (node.output_size() > 2 && !node.output(2).empty()) || node.output_size() > 4)
        return false;
    const std::string bias = operand(node, root ? 3 : 4);
    const std::string sumName = node.output_size() > 3 ? node.output(3) : "";
    std::string sum =
        editor.add("Add", {node.input(0), node.input(1)}, {}, bias.empty() ? sumName : "");
    if (!bias.empty())
        sum = editor.add("Add", {sum, bias}, {}, sumName);
    normalizeLast(editor, sum, node.input(2), root ? "" : operand(node, 3),
                  numberOf(node, "epsilon", 1e-12f), root, node.output(0));
    return true;
}

/// The activation that a fused node names; false if it is not known.
bool activation(OnnxEditor& editor, const NodeProto& node, const std::string& x)
{
    const std::string kind = textOf(node, "activation");
    std::vector<float> values = numbersOf(node, "activation_params");
    for (const char* name : {"activation_alpha", "activation_beta"})
        if (const AttributeProto* one = findAttribute(node, name))
            values.push_back(one->f());
    const std::string& output = node.output(0);
    if (kind == "Relu" || kind == "Tanh" || kind == "Sigmoid" || kind == "HardSwish")
        editor.add(kind, {x}, {}, output);
    else if (kind == "LeakyRelu" && values.size() == 1)
        editor.add(kind, {x}, {number("alpha", values[0])}, output);
    else if (kind == "HardSigmoid" && values.size() == 2)
        editor.add(kind, {x}, {number("alpha", values[0]), number("beta", values[1])}, output);
    else if (kind == "Clip" && values.size() == 2 && editor.opset() >= 11)
        editor.add(kind, {x, editor.number(values[0]), editor.number(values[1])}, {}, output);
    else
        return false;
    return true;
}

/// Conv or Gemm, for the former perhaps something added, then an activation.
bool fusedLayer(OnnxEditor& editor, const NodeProto& node, const std::string& kind)
{
    if (node.input_size() < 2 || node.output_size() != 1)
        return false;
    std::vector<AttributeProto> attributes;
    for (const AttributeProto& one : node.attribute())
        if (!one.name().starts_with("activation"))
            attributes.push_back(one);
    OnnxEditor::Values inputs{node.input(0), node.input(1)};
    if (!operand(node, 2).empty())
        inputs.push_back(node.input(2));
    const std::string added = kind == "Conv" ? operand(node, 3) : "";
    const bool active = !textOf(node, "activation").empty();
    std::string sum =
        editor.add(kind, inputs, attributes, active || !added.empty() ? "" : node.output(0));
    if (!added.empty())
        sum = editor.add("Add", {sum, added}, {}, active ? "" : node.output(0));
    return !active || activation(editor, node, sum);
}

/// alpha · A · B; transposed only where the shape is known.
bool fusedMatMul(OnnxEditor& editor, const NodeProto& node)
{
    if (node.input_size() != 2 || wholeOf(node, "transA", 0) != 0 ||
        wholeOf(node, "transBatchA", 0) != 0 || wholeOf(node, "transBatchB", 0) != 0)
        return false;
    std::string right = node.input(1);
    if (wholeOf(node, "transB", 0) != 0) {
        const TensorProto* weights = editor.constant(right);
        if (!weights || weights->dims_size() != 2)
            return false;
        right = editor.add("Transpose", {right}, {wholes("perm", {1, 0})});
    }
    const std::string product = editor.add("MatMul", {node.input(0), right});
    editor.add("Mul", {product, editor.number(numberOf(node, "alpha", 1))}, {}, node.output(0));
    return true;
}

bool isUnary(const NodeProto& node)
{
    return node.input_size() >= 1 && node.output_size() == 1 && !node.input(0).empty();
}

const Replacements& replacements()
{
    static const Replacements all = [] {
        Replacements made;
        addFloatReplacements(made);
        addQuantizedReplacements(made);
        return made;
    }();
    return all;
}

/// ONNX Runtime had some of its operators in ONNX's own domain before ONNX had them.
bool isForeign(const NodeProto& node, std::int64_t opset)
{
    return !node.domain().empty() || (node.op_type() == "LayerNormalization" && opset < 17) ||
           node.op_type() == "SimplifiedLayerNormalization";
}

} // namespace

std::string operand(const NodeProto& node, int index)
{
    return index < node.input_size() ? node.input(index) : std::string();
}

void addFloatReplacements(Replacements& all)
{
    for (const auto& [kind, fast] :
         {std::pair{"Gelu", false}, std::pair{"BiasGelu", false}, std::pair{"FastGelu", true}})
        all[kind] = [fast = fast](OnnxEditor& editor, const NodeProto& node) {
            if (!isUnary(node))
                return false;
            gelu(editor, withBias(editor, node, 1), fast, node.output(0));
            return true;
        };
    all["QuickGelu"] = [](OnnxEditor& editor, const NodeProto& node) {
        if (!isUnary(node))
            return false;
        const std::string& x = node.input(0);
        const std::string alpha = editor.number(numberOf(node, "alpha", 1.702f));
        const std::string gate = editor.add("Sigmoid", {editor.add("Mul", {x, alpha})});
        editor.add("Mul", {x, gate}, {}, node.output(0));
        return true;
    };
    for (const auto& [kind, root] : {std::pair{"LayerNormalization", false},
                                     std::pair{"SimplifiedLayerNormalization", true}}) {
        all[kind] = [root = root](OnnxEditor& editor, const NodeProto& node) {
            return layerNormalization(editor, node, root);
        };
        all[std::string("Skip") + kind] = [root = root](OnnxEditor& editor, const NodeProto& node) {
            return skipLayerNormalization(editor, node, root);
        };
    }
    for (const char* kind : {"Conv", "Gemm"})
        all[std::string("Fused") + kind] = [kind](OnnxEditor& editor, const NodeProto& node) {
            return fusedLayer(editor, node, kind);
        };
    all["FusedMatMul"] = fusedMatMul;
}

void replaceForeignOperators(OnnxEditor& editor)
{
    std::map<std::string, int> missing;
    editor.rewrite([&](NodeProto& node) {
        if (!isForeign(node, editor.opset()))
            return false;
        const auto found = replacements().find(node.op_type());
        const bool known = node.domain().empty() || node.domain() == "com.microsoft";
        if (known && found != replacements().end() && found->second(editor, node))
            return true;
        ++missing[kindOf(node)];
        return false;
    });
    if (missing.empty())
        return;
    std::string names;
    std::size_t named = 0;
    for (const auto& [kind, count] : missing)
        if (++named <= mostNames)
            names += (names.empty() ? "" : ", ") + kind +
                     (count > 1 ? " (" + std::to_string(count) + " times)" : "");
    if (named > mostNames)
        names += " and " + std::to_string(named - mostNames) + " more";
    throw OnnxProblem{"it uses operators that are not part of ONNX: " + names,
                      "export it with ONNX's own operators only, without optimisations for one "
                      "runtime"};
}

} // namespace pareidolia::onnx
