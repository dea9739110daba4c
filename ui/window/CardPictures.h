// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures on the cards of the start page.
#pragma once

#include "ui/window/TabContent.h"

#include <QImage>

namespace pareidolia {

/// The picture of a preset or comparison that came with the program; null if it has none.
QImage pictureOf(const std::string& name);

/// Of something that was opened: the file itself if it is a picture, else as its presets'.
QImage pictureOf(const TabContent& content);

/// What runs that are not open look like, from their files alone: two pictures beside each other,
/// those with the highest confidences; of two runs, one of each. Null where the files cannot be
/// read. Any thread; blocks for milliseconds.
QImage thumbnailOf(const QStringList& files);

} // namespace pareidolia
