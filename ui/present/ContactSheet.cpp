// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/ContactSheet.h"

#include "ui/present/ContactSheetLayout.h"
#include "ui/present/Pictures.h"

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
void paintPicture(QPainter& painter, const QRect& place, const Image& picture)
{
    const QImage image = toQImage(picture);
    const int scale = std::min(place.width() / image.width(), place.height() / image.height());
    if (scale >= 1) {
        QRect target(QPoint(), image.size() * scale);
        target.moveCenter(place.center());
        painter.drawImage(target, image);
    } else {
        painter.drawImage(place.topLeft(), image.scaled(place.size(), Qt::KeepAspectRatio,
                                                        Qt::SmoothTransformation));
    }
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

} // namespace

QImage paintContactSheet(const ContactSheet& sheet)
{
    const ContactSheetLayout layout = layOut(sheet);
    const Colours colours = coloursOf(sheet.theme);
    QImage canvas(layout.size, QImage::Format_RGB32);
    canvas.fill(colours.behindPictures);

    QPainter painter(&canvas);
    painter.setRenderHint(QPainter::TextAntialiasing);
    paintText(painter, layout.title, layout.titleFont, colours.text);
    paintText(painter, layout.subtitle, layout.subtitleFont, colours.quietText);
    for (std::size_t i = 0; i < layout.cells.size(); ++i) {
        const ContactSheetCell& cell = layout.cells[i];
        if (cell.empty)
            paintEmpty(painter, cell.picture, colours);
        else
            paintPicture(painter, cell.picture, sheet.entries[i].picture);
        const QColor& ink = cell.empty ? colours.quietText : colours.text;
        paintText(painter, cell.label, layout.labelFont, ink);
        paintText(painter, cell.confidence, layout.confidenceFont, ink);
    }
    for (const PlacedText& line : layout.facts)
        paintText(painter, line, layout.factsFont, colours.quietText);
    return canvas;
}

} // namespace pareidolia
