// SPDX-License-Identifier: GPL-3.0-or-later
// What every layer of a graph makes of one picture, known before anything runs; and whether layers
// and weights fit together at all.
#pragma once

#include "core/base/Error.h"
#include "core/importing/NetworkGraph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pareidolia {

/// Without the batch: channels × height × width, or as many numbers as a dense layer gives.
using ValueShape = std::vector<std::int64_t>;

/// One shape a value: 0 is the picture, i + 1 what layer i gives. Errors name `source` and the
/// layer: weights that do not fit what comes in, windows larger than the plane, sizes beyond what a
/// machine can hold.
Result<std::vector<ValueShape>> inferShapes(const NetworkGraph& graph, const std::string& source);

/// "3×227×227"
std::string shapeText(const ValueShape& shape);

std::int64_t numbersIn(const ValueShape& shape);

} // namespace pareidolia
