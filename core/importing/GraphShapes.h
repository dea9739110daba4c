// SPDX-License-Identifier: GPL-3.0-or-later
// The output shape of every layer for one picture, computed before anything runs; checks that
// layers and weights fit together.
#pragma once

#include "core/base/Error.h"
#include "core/importing/NetworkGraph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pareidolia {

/// Without the batch: channels × height × width, or the number of outputs of a dense layer.
using ValueShape = std::vector<std::int64_t>;

/// One shape per value: 0 is the picture, i + 1 the output of layer i. Errors name `source` and the
/// layer: weights that do not fit the input, windows larger than the plane, sizes that no machine
/// can hold.
Result<std::vector<ValueShape>> inferShapes(const NetworkGraph& graph, const std::string& source);

/// "3×227×227"
std::string shapeText(const ValueShape& shape);

std::int64_t numbersIn(const ValueShape& shape);

} // namespace pareidolia
