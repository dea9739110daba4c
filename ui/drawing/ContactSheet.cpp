// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ContactSheet.h"

#include "ui/drawing/ContactSheetLayout.h"
#include "ui/drawing/Pictures.h"

#include <QPainter>

namespace pareidolia {

namespace {

void paintText(QPainter& painter, const PlacedText& text, const QFont& font, const QColor& colour)
{
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(text.place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text.text);
}

/// Pictures of a network are all of one size; a smaller one stands in the middle of its place.
/// Enlarged here and not by the painter: what reads a vector file may smooth what it enlarges.
void paintPicture(QPainter& painter, const QRect& place, const Image& picture)
{
    const QImage image = toQImage(picture);
    const int scale = std::min(place.width() / image.width(), place.height() / image.height());
    const QImage scaled =
        scale >= 1 ? image.scaled(image.size() * scale)
                   : image.scaled(place.size(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QRect target(QPoint(), scaled.size());
    target.moveCenter(place.center());
    painter.drawImage(target.topLeft(), scaled);
}

void paintEmpty(QPainter& painter, const QRect& place, const Colours& colours)
{
    painter.fillRect(place, colours.emptyPicture);
    const int dash = std::max(8, place.width() / 8);
    const int thickness = std::max(2, place.width() / 56);
    painter.fillRect(
        QRect(place.center().x() - dash / 2, place.center().y() - thickness / 2, dash, thickness),
        colours.quietText);
}

void paint(QPainter& painter, const ContactSheet& sheet, const ContactSheetLayout& layout)
{
    const Colours colours = coloursOf(sheet.theme);
    const QColor pure = sheet.theme == Theme::Dark ? Qt::black : Qt::white;
    painter.fillRect(QRect(QPoint(), layout.size), sheet.pure ? pure : colours.behindPictures);
    painter.setRenderHint(QPainter::TextAntialiasing);
    paintText(painter, layout.title, layout.titleFont, colours.text);
    paintText(painter, layout.subtitle, layout.subtitleFont, colours.quietText);
    for (const PlacedText& heading : layout.headings)
        paintText(painter, heading, layout.headingFont, colours.text);
    auto cell = layout.cells.begin();
    for (const ContactSheetSection& section : sheet.sections)
        for (const ContactSheetEntry& entry : section.entries) {
            if (cell->empty)
                paintEmpty(painter, cell->picture, colours);
            else
                paintPicture(painter, cell->picture, entry.picture);
            const QColor& ink = cell->empty ? colours.quietText : colours.text;
            paintText(painter, cell->label, layout.labelFont, ink);
            paintText(painter, cell->confidence, layout.confidenceFont, ink);
            ++cell;
        }
    for (const PlacedText& line : layout.facts)
        paintText(painter, line, layout.factsFont, colours.quietText);
}

} // namespace

Drawing drawingOf(const ContactSheet& sheet)
{
    const ContactSheetLayout layout = layOut(sheet);
    return {layout.size, [sheet, layout](QPainter& painter) { paint(painter, sheet, layout); }};
}

} // namespace pareidolia
