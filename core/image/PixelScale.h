// SPDX-License-Identifier: GPL-3.0-or-later
// Every pixel as a square, and back: nearest neighbour, without rounding. Pure; any thread.
#pragma once

#include "core/image/Image.h"

namespace pareidolia {

/// Every pixel as a square of `scale` × `scale`, 1 or more.
Image enlarged(const Image& picture, int scale);

/// The inverse: the first pixel of every square. Sides are multiples of `scale`.
Image shrunk(const Image& picture, int scale);

} // namespace pareidolia
