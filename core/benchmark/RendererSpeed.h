// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the CPPN renderer is, in a unit that holds for pictures and networks of every size.
#pragma once

#include "core/image/Image.h"

namespace pareidolia {

/// Nodes times pixels that one thread computes a second, over whole pictures of networks that have
/// mutated for some generations; colour and bytes are part of it. Blocks for about `seconds`.
double nodePixelsPerSecond(ImageShape shape, double seconds);

} // namespace pareidolia
