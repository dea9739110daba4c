// SPDX-License-Identifier: GPL-3.0-or-later
// From a drawing by hand to a picture like those that digit networks learnt from.
#pragma once

#include "core/image/Image.h"

#include <QImage>
#include <QPointF>
#include <vector>

class QPainter;

namespace pareidolia {

/// Where the pen went, in the unit square, y downwards.
using Stroke = std::vector<QPointF>;

/// White strokes on a square of this side, by a pen as thick as MNIST's, to scale.
void paintStrokes(QPainter& painter, const std::vector<Stroke>& strokes, double side);

/// The same as a picture of its own, white on black.
QImage drawingOf(const std::vector<Stroke>& strokes);

/// White strokes on black, any size, as MNIST's pictures were made (LeCun et al. 1998): the drawing
/// is scaled to 20/28 of the side, its centre of mass goes into the middle. `input` is square and
/// grey. Black if nothing was drawn.
Image networkPictureOf(const QImage& strokes, const ImageShape& input);

} // namespace pareidolia
