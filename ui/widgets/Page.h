// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that say first what they are about, and scroll where a window is too small for them.
#pragma once

#include <QString>

class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace pareidolia {

/// Without a frame, and as wide as there is room.
QScrollArea* scrolled(QWidget* content);

/// Gives `page` a heading and a sentence on what it is for. What it has to say goes into the
/// layout.
QVBoxLayout* beginPage(QWidget* page, const QString& heading, const QString& lead);

} // namespace pareidolia
