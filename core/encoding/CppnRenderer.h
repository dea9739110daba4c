// SPDX-License-Identifier: GPL-3.0-or-later
// Renders a CPPN as a picture of any size. Pure functions: any thread, no waiting. The bytes are
// the same on every instruction set.
#pragma once

#include "core/encoding/CppnGenome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"

namespace pareidolia {

/// The picture at `target`'s size: samples of the function that the genome has at the size
/// `scored`. Corners stay corners: where (target − 1) is a multiple of (scored − 1) on both axes,
/// the pixels that both have are equal. Channels are the genome's outputs; a side under 1 throws
/// std::invalid_argument.
Image renderCppn(const CppnGenome& genome, ImageShape target, ImageShape scored,
                 CoordinateSystem coordinates);

} // namespace pareidolia
