// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/ChampionDelegate.h"

#include "ui/champions/ChampionModel.h"
#include "ui/champions/WallState.h"
#include "ui/drawing/Theme.h"
#include "ui/wall/Glow.h"
#include "ui/wall/Thumbnails.h"

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

ChampionDelegate::ChampionDelegate(const WallState* state, const Glow* glow, Thumbnails* thumbnails,
                                   QObject* parent)
    : QStyledItemDelegate(parent), m_state(state), m_glow(glow), m_thumbnails(thumbnails)
{}

QSize ChampionDelegate::tileSize(const QFont& font, int side)
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

QSize ChampionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return tileSize(option.font, m_state->pictureSide());
}

void ChampionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Colours colours = coloursOf(themeOf(option.palette));
    const int side = m_state->pictureSide();
    const QRect tile = option.rect;
    const QRect picturePlace(tile.left() + (tile.width() - side) / 2, tile.top() + margin, side,
                             side);
    const auto confidence = index.data(ChampionModel::ConfidenceRole).toDouble();
    const auto place = static_cast<std::size_t>(index.data(ChampionModel::IndexRole).toInt());

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (confidence < m_state->threshold())
        painter->setOpacity(dimmed);
    const auto picture = index.data(ChampionModel::PictureRole).value<QImage>();
    const QRect target = targetOf(picturePlace, picture);
    if (const double strength = m_glow->strength(place); strength > 0) {
        painter->setBrush(withAlpha(colours.accent, 0.75 * strength));
        const QRect halo = target.adjusted(-margin, -margin, margin, margin);
        painter->drawRoundedRect(halo.intersected(tile), 4, 4); // beyond, nobody wipes it away
    }
    paintFrame(*painter, tile, place, option.state & QStyle::State_Selected, colours);
    if (picture.isNull())
        painter->fillRect(target, colours.emptyPicture);
    else
        m_thumbnails->paint(*painter, target, picture, place,
                            index.data(ChampionModel::ChangeRole).toULongLong());

    const QRect inner = tile.adjusted(margin, margin, -margin, -margin);
    QRect bar(inner.left(), picturePlace.bottom() + 1 + gap, inner.width(), barHeight);
    painter->fillRect(bar, colours.grid);
    bar.setWidth(static_cast<int>(bar.width() * confidence + 0.5));
    painter->fillRect(bar, colours.accent);
    if (side >= leastSideWithText) {
        QRect room = inner;
        room.setTop(bar.bottom() + 1 + gap);
        paintTexts(*painter, room, option.font, colours, index);
    }
    painter->restore();
}

void ChampionDelegate::paintFrame(QPainter& painter, const QRect& tile, std::size_t place,
                                  bool selected, const Colours& colours) const
{
    const QRectF frame = QRectF(tile).adjusted(2, 2, -2, -2);
    if (place == m_state->hoveredClass()) { // here, on the curves or on the other wall
        painter.setBrush(withAlpha(colours.text, 0.1));
        painter.setPen(QPen(colours.text, 1, Qt::DashLine));
        painter.drawRoundedRect(frame, 4, 4);
    }
    if (selected || place == m_state->currentClass()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(selected ? colours.accent : colours.quietText, selected ? 2 : 1));
        painter.drawRoundedRect(frame, 4, 4);
    }
    painter.setPen(Qt::NoPen);
}

void ChampionDelegate::paintTexts(QPainter& painter, const QRect& room, const QFont& font,
                                  const Colours& colours, const QModelIndex& index) const
{
    const QFont bold = boldOf(font);
    QRect line = room;
    line.setHeight(QFontMetrics(bold).height());
    const auto write = [&](const QFont& letters, const QColor& colour, const QString& text) {
        painter.setFont(letters);
        painter.setPen(colour);
        painter.drawText(line, Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextSingleLine, text);
        line.translate(0, line.height());
    };
    write(bold, colours.text, m_labels.of(index.data().toString(), bold, line.width()));
    // A tile is as wide as any number.
    write(font, colours.text, index.data(ChampionModel::SpokenRole).toString());
    if (const QString from = index.data(ChampionModel::FromRole).toString(); !from.isEmpty())
        write(font, colours.quietText, m_origins.of(tr("from %1").arg(from), font, line.width()));
}

const QString& ChampionDelegate::FittedTexts::of(const QString& text, const QFont& font, int room)
{
    if (width != room) {
        texts.clear();
        width = room;
    }
    auto known = texts.constFind(text);
    if (known == texts.constEnd())
        known = texts.insert(text, fitted(text, font, room));
    return *known;
}

} // namespace pareidolia
