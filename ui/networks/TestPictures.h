// SPDX-License-Identifier: GPL-3.0-or-later
// Built-in test pictures for networks that are being imported.
#pragma once

#include "core/image/Image.h"

#include <QString>

namespace pareidolia {

struct TestPicture
{
    QString title; ///< what it shows
    Image image;   ///< of any size; see `croppedTo`
};

/// A digit for small grey networks, a flower for all others: drawn for this program, from no data
/// set. Needs a QGuiApplication.
TestPicture testPictureFor(const ImageShape& input);

} // namespace pareidolia
