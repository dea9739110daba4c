// SPDX-License-Identifier: GPL-3.0-or-later
// Caffe's LeNet: its shape, its first weights, and its source as TorchScript.
#pragma once

#include "core/torch/ScriptWriter.h"

#include <cstdint>
#include <vector>

namespace pareidolia {

inline constexpr int leNetSide = 28;
inline constexpr float leNetScale = 0.00390625f; ///< a pixel's byte times this, no mean

/// Weights and biases in the order conv1, conv2, fc1, fc2. Caffe's "xavier" start: uniform within
/// ±√(3 / inputs of a neuron), biases 0; one stream per layer.
std::vector<ScriptTensor> leNetStart(std::size_t classes, std::uint64_t seed);

/// N×1×28×28 in, N×classes logits out. No ReLU follows the convolutions (docs/protocol.md
/// "Networks").
std::vector<ScriptMethods> leNetMethods();

} // namespace pareidolia
