// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Icons.h"

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
            for (const int x : {0, 6, 12})
                path.addRect(x, y, 4, 5);
        break;
    case Symbol::Save: // an arrow down to a line
        path.addPolygon(
            QPolygonF({{8, 11}, {3, 6}, {6.5, 6}, {6.5, 1}, {9.5, 1}, {9.5, 6}, {13, 6}, {8, 11}}));
        path.addRect(2, 13, 12, 2);
        break;
    }
    return path;
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
        icon.addPixmap(painted(path, palette.color(QPalette::Active, QPalette::ButtonText), size));
        icon.addPixmap(painted(path, palette.color(QPalette::Disabled, QPalette::ButtonText), size),
                       QIcon::Disabled);
    }
    return icon;
}

} // namespace pareidolia
