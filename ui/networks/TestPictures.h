// SPDX-License-Identifier: GPL-3.0-or-later
// A picture of ours for a network whose classes nobody knows yet.
#pragma once

#include "core/image/Image.h"

#include <QString>

namespace pareidolia {

struct TestPicture
{
    QString title; ///< what people see in it
    Image image;   ///< of any size; see `croppedTo`
};

/// A digit for small grey networks, a flower for all others: painted by us, in no data set. Needs a
/// QGuiApplication.
TestPicture testPictureFor(const ImageShape& input);

} // namespace pareidolia
