// SPDX-License-Identifier: GPL-3.0-or-later
// What a network costs in multiplications, and how many of them this machine can do at most.
#pragma once

#include "core/base/Error.h"
#include "core/models/ModelFile.h"

namespace pareidolia {

/// Products that are added up for one picture, in convolutions and fully connected layers: counted
/// while the network runs once, from the sizes of what each of these operators is given and gives.
/// Other operators (activations, pooling, sums) are not counted. Fails if the network fails.
Result<double> multiplyAddsOf(const ModelFile& file);

/// Multiply-adds a second of `threads` threads that each multiply matrices of 2048² floats, for
/// about `seconds`; blocks so long.
double sgemmMultiplyAddsPerSecond(int threads, double seconds);

} // namespace pareidolia
