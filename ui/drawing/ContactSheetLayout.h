// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything on a contact sheet goes; apart from the painting, so that tests can measure it.
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
    QRect place; ///< holds the text whole, in its font
    QString text;
};

struct ContactSheetCell
{
    QRect picture;
    PlacedText label;      ///< empty where captions are left out
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
    std::vector<PlacedText> headings;    ///< one a section that has a title
    std::vector<ContactSheetCell> cells; ///< one an entry, section after section
    std::vector<PlacedText> facts;       ///< one a line
};

/// Needs a QGuiApplication.
ContactSheetLayout layOut(const ContactSheet& sheet);

} // namespace pareidolia
