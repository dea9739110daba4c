// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/AncestorStrip.h"

#include "ui/present/Theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr int side = 42;
constexpr int gap = 6;
constexpr int widestLabel = 84;

} // namespace

AncestorStrip::AncestorStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("ancestorStrip"));
    setAccessibleName(tr("Ancestors"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize AncestorStrip::sizeHint() const
{
    return {5 * (side + gap), side + gap + fontMetrics().height()};
}

/// As wide as the widest label, within reason.
int AncestorStrip::tileWidth() const
{
    int width = side;
    for (const AncestorTile& tile : m_tiles)
        width = std::max(width, widthOf(tile.label, font()));
    return std::min(width, widestLabel);
}

std::size_t AncestorStrip::visibleTiles() const
{
    const int room = std::max(0, width() + gap) / (tileWidth() + gap);
    return std::min(m_tiles.size(), static_cast<std::size_t>(room));
}

QRect AncestorStrip::placeOf(std::size_t tile) const
{
    const int cell = tileWidth();
    return {static_cast<int>(tile) * (cell + gap) + (cell - side) / 2, 0, side, side};
}

void AncestorStrip::setTiles(std::vector<AncestorTile> tiles)
{
    m_tiles = std::move(tiles);
    QStringList labels;
    for (const AncestorTile& tile : m_tiles)
        labels.append(tile.label);
    setAccessibleDescription(labels.join(QStringLiteral(", ")));
    update();
}

bool AncestorStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < visibleTiles(); ++i)
        if (placeOf(i).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), m_tiles[i].story, this);
            return true;
        }
    QToolTip::hideText();
    return true;
}

void AncestorStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    if (m_tiles.empty()) {
        painter.setPen(colours.quietText);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("It was made from nothing: no ancestors."));
        return;
    }
    const int cell = tileWidth();
    for (std::size_t i = 0; i < visibleTiles(); ++i) {
        const QRect place = placeOf(i);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_tiles[i].picture.width() > side);
        painter.drawImage(place, m_tiles[i].picture);
        if (m_tiles[i].changesClass) {
            painter.setPen(QPen(colours.accent, 2));
            painter.drawRect(place.adjusted(1, 1, -1, -1));
        }
        painter.setPen(colours.quietText);
        const QRect line(place.center().x() - cell / 2, place.bottom() + 2, cell,
                         fontMetrics().height());
        painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop,
                         fitted(m_tiles[i].label, font(), cell));
    }
}

} // namespace pareidolia
