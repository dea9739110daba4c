// SPDX-License-Identifier: GPL-3.0-or-later
// What one layer makes of values of known shapes. Only sources of this room include this.
#pragma once

#include "core/importing/GraphShapes.h"

#include <string>
#include <vector>

namespace pareidolia {

/// Thrown where a layer and what it is given do not fit; whoever called knows the layer's name.
struct Misfit
{
    std::string why;
};

struct LayerResult
{
    ValueShape shape;
    double products = 0; ///< multiplications for one picture
};

/// `inputs`: at least one. Throws Misfit.
LayerResult resultOf(const Operation& operation, const std::vector<ValueShape>& inputs);

} // namespace pareidolia
