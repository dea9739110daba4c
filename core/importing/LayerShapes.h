// SPDX-License-Identifier: GPL-3.0-or-later
// The output shape and the cost of one layer. Only sources of this room include this.
#pragma once

#include "core/importing/GraphShapes.h"

#include <string>
#include <vector>

namespace pareidolia {

/// Thrown if a layer does not fit its inputs; the caller knows the layer's name.
struct Misfit
{
    std::string why;
};

inline void expect(bool holds, const std::string& why)
{
    if (!holds)
        throw Misfit{why};
}

struct LayerResult
{
    ValueShape shape;
    double products = 0; ///< multiplications for one picture
};

/// `inputs`: at least one. Throws Misfit.
LayerResult resultOf(const Operation& operation, const std::vector<ValueShape>& inputs);

} // namespace pareidolia
