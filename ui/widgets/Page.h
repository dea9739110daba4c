// SPDX-License-Identifier: GPL-3.0-or-later
// Pages with a heading that scroll if the window is too small.
#pragma once

#include <QString>

class QScrollArea;
class QVBoxLayout;
class QWidget;

namespace pareidolia {

/// Without a frame, as wide as the available room.
QScrollArea* scrolled(QWidget* content);

/// Gives `page` a heading and a sentence on its purpose. Its content goes into the returned layout.
QVBoxLayout* beginPage(QWidget* page, const QString& heading, const QString& lead);

} // namespace pareidolia
