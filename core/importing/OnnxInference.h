// SPDX-License-Identifier: GPL-3.0-or-later
// What a file holds for training, or says in a way that some runtimes do not take.
#pragma once

#include <string>
#include <vector>

namespace pareidolia::onnx {

class OnnxEditor;

/// Dropout becomes Identity, batch normalisation that of inference, Clip loses bounds that bound
/// nothing. Throws on operators that give other numbers each time, and on training whose results
/// are used.
void prepareForInference(OnnxEditor& editor);

} // namespace pareidolia::onnx
