// SPDX-License-Identifier: GPL-3.0-or-later
// Between the engine's pictures and Qt's. Any thread; nothing blocks.
#pragma once

#include "core/image/Image.h"

#include <QImage>
#include <memory>

namespace pareidolia {

/// A copy, byte for byte.
QImage toQImage(const Image& picture);

/// The same pixels, which stay as long as the answer or a copy of it does; nothing is copied until
/// somebody paints on it.
QImage toQImage(std::shared_ptr<const Image> picture);

/// No wider and no higher than `side` pixels, smooth, and as screens have it where it was larger.
QImage shrunk(const QImage& picture, int side);

/// A copy as 8-bit RGB, so that writePng() can give it text keys; alpha is dropped.
Image fromQImage(const QImage& picture);

} // namespace pareidolia
