// SPDX-License-Identifier: GPL-3.0-or-later
// Changes that leave an ONNX file readable, so that fuzzing comes past its outermost layer.
#pragma once

#include <random>

namespace pareidolia::onnx {
class ModelProto;
}

namespace pareidolia::fuzz {

using OnnxRandom = std::minstd_rand;

/// A number, a name, a node or a branch of the model becomes another.
void changeOnnx(onnx::ModelProto& model, OnnxRandom& random);

} // namespace pareidolia::fuzz
