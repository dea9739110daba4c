// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a contact sheet, separate from the painting, so that tests can measure it.
#pragma once

#include "ui/drawing/ContactSheet.h"

#include <QFont>
#include <QRect>
#include <QSize>
#include <QString>
#include <vector>

namespace pareidolia {

struct PlacedText
{
    QRect place; ///< contains the whole text, in its font
    QString text;
};

struct ContactSheetCell
{
    QRect picture;
    PlacedText label;      ///< empty without captions
    PlacedText confidence; ///< likewise
    bool empty = false;    ///< no champion
};

struct ContactSheetLayout
{
    QSize size;
    int columns = 0;
    int rows = 0;
    QFont titleFont, subtitleFont, headingFont, labelFont, confidenceFont, factsFont;
    PlacedText title;
    PlacedText subtitle;
    std::vector<PlacedText> headings;    ///< one per section that has a title
    std::vector<ContactSheetCell> cells; ///< one per entry, section after section
    std::vector<PlacedText> facts;       ///< one per line
};

/// Needs a QGuiApplication.
ContactSheetLayout layOut(const ContactSheet& sheet);

} // namespace pareidolia
