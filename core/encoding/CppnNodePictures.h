// SPDX-License-Identifier: GPL-3.0-or-later
// What every node of a CPPN contributes, as pictures. Pure functions: any thread; they compute and
// never wait.
#pragma once

#include "core/encoding/CppnGenome.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"

#include <cstdint>
#include <vector>

namespace pareidolia {

/// What the node at `place` is at every pixel, in grey: brightness is the value's distance from 0,
/// as the renderer paints outputs, so the output of a grey CPPN gives `renderCppn`'s bytes. Inputs
/// are shown normalised whatever the coordinates are; a node that no output needs is painted as
/// well. `target`'s channels mean nothing. A side under 1 throws std::invalid_argument, a place
/// that does not exist std::out_of_range.
Image cppnNodePicture(const CppnGenome& genome, std::uint32_t place, ImageShape target,
                      ImageShape scored, CoordinateSystem coordinates);

/// One for every node, in the graph's order.
std::vector<Image> cppnNodePictures(const CppnGenome& genome, ImageShape target, ImageShape scored,
                                    CoordinateSystem coordinates);

} // namespace pareidolia
