// SPDX-License-Identifier: GPL-3.0-or-later
// How a picture of any size becomes one that a network takes.
#pragma once

#include "core/image/Image.h"

namespace pareidolia {

/// The usual view of photographs: the shorter side is scaled to 256/224 of the network's, the
/// centre is cut out. Grey becomes RGB or the other way round where the network wants it (weights
/// of ITU-R BT.601). `picture` is not empty.
Image croppedTo(const ImageShape& input, const Image& picture);

} // namespace pareidolia
