// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/AncestorStrip.h"

#include "ui/present/Theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <utility>

namespace pareidolia {

namespace {

constexpr int side = 42;
constexpr int gap = 6;

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

QRect AncestorStrip::placeOf(std::size_t tile) const
{
    return {static_cast<int>(tile) * (side + gap), 0, side, side};
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
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
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
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const QRect place = placeOf(i);
        if (place.right() > width())
            break;
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_tiles[i].picture.width() > side);
        painter.drawImage(place, m_tiles[i].picture);
        if (m_tiles[i].changesClass) {
            painter.setPen(QPen(colours.accent, 2));
            painter.drawRect(place.adjusted(0, 0, -1, -1));
        }
        painter.setPen(colours.quietText);
        painter.drawText(QRect(place.left(), place.bottom() + 2, side, fontMetrics().height()),
                         Qt::AlignHCenter | Qt::AlignTop, fitted(m_tiles[i].label, font(), side));
    }
}

} // namespace pareidolia
