// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxFusions.h"
#include "core/importing/OnnxTensor.h"

namespace pareidolia::onnx {

namespace {

/// Value, scale and zero point from input `first` on, as real numbers.
std::string real(OnnxEditor& editor, const NodeProto& node, int first)
{
    OnnxEditor::Values inputs{node.input(first), node.input(first + 1)};
    if (!operand(node, first + 2).empty())
        inputs.push_back(node.input(first + 2));
    return editor.add("DequantizeLinear", inputs);
}

/// `value` by the scale and zero point from input `scale` on, as the node's output.
void quantized(OnnxEditor& editor, const NodeProto& node, const std::string& value, int scale)
{
    OnnxEditor::Values inputs{value, node.input(scale)};
    if (!operand(node, scale + 1).empty())
        inputs.push_back(node.input(scale + 1));
    editor.add("QuantizeLinear", inputs, {}, node.output(0));
}

bool fits(const OnnxEditor& editor, const NodeProto& node, int fewest)
{
    return editor.opset() >= 10 && node.input_size() >= fewest && node.output_size() == 1;
}

/// A, its scale, its zero; B, its scale, its zero; the scale and zero of what comes out.
Replacement ofTwo(const std::string& kind)
{
    return [kind](OnnxEditor& editor, const NodeProto& node) {
        if (!fits(editor, node, 7))
            return false;
        const std::string a = real(editor, node, 0), b = real(editor, node, 3);
        quantized(editor, node, editor.add(kind, {a, b}), 6);
        return true;
    };
}

/// X, its scale, its zero; the scale and zero of what comes out.
Replacement ofOne(const std::string& kind)
{
    return [kind](OnnxEditor& editor, const NodeProto& node) {
        if (!fits(editor, node, 4) || wholeOf(node, "channels_last", 0) != 0)
            return false;
        std::vector<AttributeProto> attributes;
        for (const AttributeProto& one : node.attribute())
            if (one.name() != "channels_last" && one.name() != "opset")
                attributes.push_back(one);
        const std::string x = real(editor, node, 0);
        quantized(editor, node, editor.add(kind, {x}, attributes), 3);
        return true;
    };
}

/// Scale and zero of what comes out; then value, scale and zero of each part.
bool concat(OnnxEditor& editor, const NodeProto& node)
{
    if (!fits(editor, node, 5) || (node.input_size() - 2) % 3 != 0)
        return false;
    OnnxEditor::Values parts;
    for (int i = 2; i < node.input_size(); i += 3)
        parts.push_back(real(editor, node, i));
    quantized(editor, node, editor.add("Concat", parts, {whole("axis", wholeOf(node, "axis", 0))}),
              0);
    return true;
}

/// A, its scale, its zero; B, its scale, its zero; C as whole numbers; scale and zero of what comes
/// out, or it is float. C is of scale a · b.
bool gemm(OnnxEditor& editor, const NodeProto& node)
{
    const TensorProto* scale = node.input_size() > 4 ? editor.constant(node.input(4)) : nullptr;
    if (!fits(editor, node, 6) || !scale || countOf(*scale) != 1)
        return false;
    OnnxEditor::Values inputs{real(editor, node, 0), real(editor, node, 3)};
    if (!operand(node, 6).empty()) {
        const std::string sums =
            editor.add("Cast", {node.input(6)}, {whole("to", element::number)});
        const std::string unit = editor.add("Mul", {node.input(1), node.input(4)});
        const std::string alpha = editor.number(numberOf(node, "alpha", 1));
        inputs.push_back(editor.add("Mul", {editor.add("Mul", {sums, unit}), alpha}));
    }
    const std::vector<AttributeProto> attributes(node.attribute().begin(), node.attribute().end());
    if (operand(node, 7).empty()) {
        editor.add("Gemm", inputs, attributes, node.output(0));
        return true;
    }
    quantized(editor, node, editor.add("Gemm", inputs, attributes), 7);
    return true;
}

/// The same as ONNX's own.
bool ownOfOnnx(OnnxEditor& editor, const NodeProto& node)
{
    const bool perChannel = findAttribute(node, "axis") != nullptr;
    if (editor.opset() < (perChannel ? 13 : 10) || node.output_size() != 1)
        return false;
    OnnxEditor::Values inputs(node.input().begin(), node.input().end());
    editor.add(node.op_type(), inputs, {node.attribute().begin(), node.attribute().end()},
               node.output(0));
    return true;
}

} // namespace

void addQuantizedReplacements(Replacements& all)
{
    for (const char* kind : {"Add", "Mul"})
        all[std::string("QLinear") + kind] = ofTwo(kind);
    for (const char* kind : {"AveragePool", "GlobalAveragePool", "LeakyRelu", "Sigmoid", "Softmax"})
        all[std::string("QLinear") + kind] = ofOne(kind);
    all["QLinearConcat"] = concat;
    all["QGemm"] = gemm;
    for (const char* kind : {"QuantizeLinear", "DequantizeLinear"})
        all[kind] = ownOfOnnx;
}

} // namespace pareidolia::onnx
