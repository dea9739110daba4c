// SPDX-License-Identifier: GPL-3.0-or-later
// Every pixel as a square, and back: nearest neighbour, without rounding. Pure; any thread.
#pragma once

#include "core/image/Image.h"

namespace pareidolia {

/// The picture at another size: each pixel is the one in which its centre lies.
Image resampled(const Image& picture, int width, int height);

/// Every pixel as a square of `scale` × `scale`, 1 or more.
Image enlarged(const Image& picture, int scale);

/// The inverse: the middle of every square. Sides are multiples of `scale`.
Image shrunk(const Image& picture, int scale);

} // namespace pareidolia
