// SPDX-License-Identifier: GPL-3.0-or-later
// The multiplications that a network needs, and the most that this machine can do.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

namespace pareidolia {

/// Multiplications for one picture, in convolutions and fully connected layers: counted while the
/// network runs once, from the sizes of the operators' inputs and outputs. Other operators
/// (activations, pooling, sums) are not counted. Fails if the network fails.
Result<double> multiplyAddsOf(const ModelFile& file);

/// Multiply-adds per second of `threads` threads that each multiply matrices of 2048² floats, for
/// about `seconds`; blocks meanwhile.
double sgemmMultiplyAddsPerSecond(int threads, double seconds);

} // namespace pareidolia
