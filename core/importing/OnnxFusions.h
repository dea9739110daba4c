// SPDX-License-Identifier: GPL-3.0-or-later
// Operators of ONNX Runtime that stand for a few of ONNX: optimised and quantised files have them.
#pragma once

#include "core/importing/OnnxEditor.h"

#include <functional>
#include <map>
#include <string>

namespace pareidolia::onnx {

/// Adds the nodes that a node stands for; false if this form of it is not known.
using Replacement = std::function<bool(OnnxEditor&, const NodeProto&)>;
using Replacements = std::map<std::string, Replacement>;

/// Input `index` of the node; empty if it has none.
std::string operand(const NodeProto& node, int index);

/// Activations, normalisations and fused layers.
void addFloatReplacements(Replacements& all);

/// Operators on 8 bits, which ONNX has as dequantise, compute, quantise.
void addQuantizedReplacements(Replacements& all);

/// Rewrites what can be. Throws, with names and counts, if operators outside ONNX remain.
void replaceForeignOperators(OnnxEditor& editor);

} // namespace pareidolia::onnx
