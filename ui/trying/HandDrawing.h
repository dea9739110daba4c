// SPDX-License-Identifier: GPL-3.0-or-later
// Converts a drawing to a picture like the training pictures of digit networks.
#pragma once

#include "core/image/Image.h"

#include <QImage>
#include <QPointF>
#include <vector>

class QPainter;

namespace pareidolia {

/// The pen's path, in the unit square, y downwards.
using Stroke = std::vector<QPointF>;

/// White strokes on a square of this side, as thick as MNIST's, to scale.
void paintStrokes(QPainter& painter, const std::vector<Stroke>& strokes, double side);

/// The same as a picture, white on black.
QImage drawingOf(const std::vector<Stroke>& strokes);

/// Fits white strokes on black, of any size, as MNIST's pictures were made (LeCun et al. 1998): the
/// drawing is scaled to 20/28 of the side, and its centre of mass is moved to the centre. `input`
/// is square and grey. Black if nothing was drawn.
Image networkPictureOf(const QImage& strokes, const ImageShape& input);

} // namespace pareidolia
