// SPDX-License-Identifier: GPL-3.0-or-later
// From a drawing by hand to a picture like those that digit networks learnt from.
#pragma once

#include "core/image/Image.h"

#include <QImage>

namespace pareidolia {

/// White strokes on black, any size, as MNIST's pictures were made (LeCun et al. 1998): the drawing
/// is scaled to 20/28 of the side, its centre of mass goes into the middle. `input` is square and
/// grey. Black if nothing was drawn.
Image networkPictureOf(const QImage& strokes, const ImageShape& input);

} // namespace pareidolia
