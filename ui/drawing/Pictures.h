// SPDX-License-Identifier: GPL-3.0-or-later
// Converts between the engine's pictures and Qt's. Any thread; nothing blocks.
#pragma once

#include "core/image/Image.h"

#include <QImage>
#include <memory>

namespace pareidolia {

/// A copy, byte for byte.
QImage toQImage(const Image& picture);

/// The same pixels, shared with the picture; copied only if they are modified.
QImage toQImage(std::shared_ptr<const Image> picture);

/// Scaled down to at most `side` pixels each way, smoothly, in a format that screens draw fast.
QImage shrunk(const QImage& picture, int side);

/// A copy as 8-bit RGB, so that writePng() can give it text keys; alpha is dropped.
Image fromQImage(const QImage& picture);

} // namespace pareidolia
