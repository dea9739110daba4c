// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Icons.h"

#include "ui/drawing/Theme.h"

#include <QFont>
#include <QPainter>
#include <QPainterPath>

namespace pareidolia {

namespace {

constexpr double unit = 16; ///< paths are drawn in a square of 16 × 16

QPainterPath pathOf(Symbol symbol)
{
    QPainterPath path;
    switch (symbol) {
    case Symbol::Play:
        path.addPolygon(QPolygonF({{3, 2}, {14, 8}, {3, 14}, {3, 2}}));
        break;
    case Symbol::PlayBackwards:
        path.addPolygon(QPolygonF({{13, 2}, {2, 8}, {13, 14}, {13, 2}}));
        break;
    case Symbol::Pause:
        path.addRect(3, 2, 4, 12);
        path.addRect(9, 2, 4, 12);
        break;
    case Symbol::Step:
        path.addPolygon(QPolygonF({{2, 2}, {11, 8}, {2, 14}, {2, 2}}));
        path.addRect(11, 2, 3, 12);
        break;
    case Symbol::Stop:
        path.addRect(3, 3, 10, 10);
        break;
    case Symbol::Sheet: // six pictures
        for (const int y : {2, 9})
            for (const int x : {0, 5, 10})
                path.addRect(x, y, 4, 5);
        break;
    case Symbol::Save: // an arrow down to a line
        path.addPolygon(
            QPolygonF({{8, 11}, {3, 6}, {6.5, 6}, {6.5, 1}, {9.5, 1}, {9.5, 6}, {13, 6}, {8, 11}}));
        path.addRect(2, 13, 12, 2);
        break;
    case Symbol::New:
        path.addRect(7, 2, 2, 12);
        path.addRect(2, 7, 12, 2);
        break;
    case Symbol::Open: // a folder
        path.addPolygon(QPolygonF({{1, 3}, {6, 3}, {8, 5}, {15, 5}, {15, 13}, {1, 13}, {1, 3}}));
        path.addRect(3, 7, 10, 4);
        break;
    case Symbol::Copy: // two sheets
        path.addRect(5, 1, 9, 11);
        path.addRect(6.5, 2.5, 6, 8);
        path.addRect(2, 4, 1.5, 11);
        path.addRect(2, 13.5, 9, 1.5);
        break;
    case Symbol::Find:
    case Symbol::ZoomIn:
    case Symbol::ZoomOut: // a lens
        path.addEllipse(1, 1, 11, 11);
        path.addEllipse(2.5, 2.5, 8, 8);
        path.addPolygon(QPolygonF({{10, 11}, {11, 10}, {15, 14}, {14, 15}, {10, 11}}));
        if (symbol != Symbol::Find)
            path.addRect(4.5, 6, 4, 1.2);
        if (symbol == Symbol::ZoomIn)
            path.addRect(5.9, 4.6, 1.2, 4);
        break;
    case Symbol::Close:
        path.addPolygon(QPolygonF({{3, 4}, {4, 3}, {13, 12}, {12, 13}, {3, 4}}));
        path.addPolygon(QPolygonF({{12, 3}, {13, 4}, {4, 13}, {3, 12}, {12, 3}}));
        break;
    case Symbol::Draw: // a pencil
        path.addPolygon(QPolygonF({{2, 14}, {3, 10}, {11, 2}, {14, 5}, {6, 13}, {2, 14}}));
        break;
    case Symbol::Help:
    case Symbol::Information:
    case Symbol::Error: { // a letter in a disc
        path.addEllipse(1, 1, 14, 14);
        QFont font;
        font.setPixelSize(11);
        font.setBold(true);
        const QString letter = symbol == Symbol::Help          ? QStringLiteral("?")
                               : symbol == Symbol::Information ? QStringLiteral("i")
                                                               : QStringLiteral("!");
        QPainterPath written;
        written.addText(0, 0, font, letter);
        written.translate(QPointF(8, 8) - written.boundingRect().center());
        path.addPath(written);
        break;
    }
    }
    return path;
}

/// Errors stand out; all else is as the text around it.
QColor colourOf(Symbol symbol, const QPalette& palette, QPalette::ColorGroup group)
{
    const Colours colours = coloursOf(themeOf(palette));
    if (symbol == Symbol::Error)
        return categoryColour(themeOf(palette), 0);
    return symbol == Symbol::Information ? colours.accent
                                         : palette.color(group, QPalette::ButtonText);
}

QPixmap painted(const QPainterPath& path, const QColor& colour, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / unit, size / unit);
    painter.fillPath(path, colour);
    return pixmap;
}

} // namespace

QIcon iconOf(Symbol symbol, const QPalette& palette)
{
    const QPainterPath path = pathOf(symbol);
    QIcon icon;
    for (const int size : {16, 32, 48, 64}) {
        icon.addPixmap(painted(path, colourOf(symbol, palette, QPalette::Active), size));
        icon.addPixmap(painted(path, colourOf(symbol, palette, QPalette::Disabled), size),
                       QIcon::Disabled);
    }
    return icon;
}

} // namespace pareidolia
