// SPDX-License-Identifier: GPL-3.0-or-later
// What a run looks like, from its file alone: for cards of runs that are not open.
#pragma once

#include <QImage>
#include <QStringList>

namespace pareidolia {

/// Two pictures beside each other, those that the network is surest of; of two runs, one of each.
/// Null where the files cannot be read. Any thread; blocks for milliseconds.
QImage thumbnailOf(const QStringList& files);

} // namespace pareidolia
