// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/grid/EliteDelegate.h"

#include "ui/elites/EliteModel.h"
#include "ui/elites/GridState.h"
#include "ui/grid/Glow.h"
#include "ui/present/Theme.h"

#include <QPainter>
#include <algorithm>

namespace pareidolia {

namespace {

constexpr int margin = 5;
constexpr int gap = 4;
constexpr int barHeight = 4;
constexpr double dimmed = 0.25;

QFont boldOf(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QColor faint(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Where a picture goes: enlarged by whole numbers, so that every pixel is seen alike.
QRect targetOf(const QRect& place, const QImage& picture)
{
    if (picture.isNull())
        return place;
    const int longer = std::max(picture.width(), picture.height());
    QSize size = picture.size();
    if (longer <= place.width())
        size *= place.width() / longer;
    else
        size.scale(place.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(), size);
    target.moveCenter(place.center());
    return target;
}

} // namespace

EliteDelegate::EliteDelegate(const GridState* state, const Glow* glow, QObject* parent)
    : QStyledItemDelegate(parent), m_state(state), m_glow(glow)
{}

QSize EliteDelegate::tileSize(const QFont& font, int side)
{
    int height = margin + side + gap + barHeight + margin;
    int width = side + 2 * margin;
    if (side >= leastSideWithText) {
        height += gap + 3 * QFontMetrics(boldOf(font)).height();
        const int widest = widthOf(QStringLiteral("1 − 2.8·10⁻¹⁰"), font);
        width = std::max(width, widest + 2 * margin);
    }
    return {width, height};
}

QSize EliteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return tileSize(option.font, m_state->pictureSide());
}

void EliteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Colours colours = coloursOf(themeOf(option.palette));
    const int side = m_state->pictureSide();
    const QRect tile = option.rect;
    const QRect picturePlace(tile.left() + (tile.width() - side) / 2, tile.top() + margin, side,
                             side);
    const auto confidence = index.data(EliteModel::ConfidenceRole).toDouble();
    const auto place = static_cast<std::size_t>(index.data(EliteModel::IndexRole).toInt());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (confidence < m_state->threshold())
        painter->setOpacity(dimmed);
    const auto picture = index.data(EliteModel::PictureRole).value<QImage>();
    const QRect target = targetOf(picturePlace, picture);
    if (const double strength = m_glow->strength(place); strength > 0) {
        painter->setBrush(faint(colours.accent, 0.75 * strength));
        const QRect halo = target.adjusted(-margin, -margin, margin, margin);
        painter->drawRoundedRect(halo.intersected(tile), 4, 4); // beyond, nobody wipes it away
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (place == m_state->hoveredClass()) { // here, on the curves or on the other wall
        painter->setBrush(faint(colours.text, 0.1));
        painter->drawRoundedRect(QRectF(tile).adjusted(2, 2, -2, -2), 4, 4);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours.text, 1, Qt::DashLine));
        painter->drawRoundedRect(QRectF(tile).adjusted(2, 2, -2, -2), 4, 4);
        painter->setPen(Qt::NoPen);
    }
    if (selected || place == m_state->currentClass()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(selected ? colours.accent : colours.quietText, selected ? 2 : 1));
        painter->drawRoundedRect(QRectF(tile).adjusted(2, 2, -2, -2), 4, 4);
        painter->setPen(Qt::NoPen);
    }

    if (picture.isNull()) {
        painter->setBrush(colours.emptyPicture);
        painter->drawRect(target);
    } else {
        painter->setRenderHint(QPainter::SmoothPixmapTransform, picture.width() > target.width());
        painter->drawImage(target, picture);
    }

    const QRect inner = tile.adjusted(margin, margin, -margin, -margin);
    QRect bar(inner.left(), picturePlace.bottom() + 1 + gap, inner.width(), barHeight);
    painter->setBrush(colours.grid);
    painter->drawRect(bar);
    bar.setWidth(static_cast<int>(bar.width() * confidence + 0.5));
    painter->setBrush(colours.accent);
    painter->drawRect(bar);

    if (side >= leastSideWithText) {
        const QFont bold = boldOf(option.font);
        const QFontMetrics metrics(bold);
        QRect line(inner.left(), bar.bottom() + 1 + gap, inner.width(), metrics.height());
        const auto write = [&](const QFont& font, const QColor& colour, const QString& text) {
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
                              fitted(text, font, line.width()));
            line.translate(0, metrics.height());
        };
        const QString from = index.data(EliteModel::FromRole).toString();
        write(bold, colours.text, index.data().toString());
        write(option.font, colours.text, index.data(EliteModel::SpokenRole).toString());
        write(option.font, colours.quietText, from.isEmpty() ? QString() : tr("from %1").arg(from));
    }
    painter->restore();
}

} // namespace pareidolia
