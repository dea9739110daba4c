// SPDX-License-Identifier: GPL-3.0-or-later
// The values of every node of a CPPN, as pictures. Pure functions: any thread, no waiting.
#pragma once

#include "core/encoding/CppnGenome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"

#include <cstdint>
#include <vector>

namespace pareidolia {

/// The value of the node with index `place` at every pixel, in grey: brightness is its absolute
/// value, as the renderer paints outputs, so the output of a grey CPPN gives `renderCppn`'s bytes.
/// Inputs are shown in normalised coordinates; a node that no output depends on is painted, too.
/// `target`'s channels are ignored. A side under 1 throws std::invalid_argument, an invalid index
/// std::out_of_range.
Image cppnNodePicture(const CppnGenome& genome, std::uint32_t place, ImageShape target,
                      ImageShape scored, CoordinateSystem coordinates);

/// One for every node, in the graph's order.
std::vector<Image> cppnNodePictures(const CppnGenome& genome, ImageShape target, ImageShape scored,
                                    CoordinateSystem coordinates);

} // namespace pareidolia
