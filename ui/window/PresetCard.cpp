// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PresetCard.h"

#include "ui/present/Theme.h"

#include <QPainter>
#include <utility>

namespace pareidolia {

namespace {

constexpr int cardWidth = 330;
constexpr int pictureHeight = 72;
constexpr int padding = 12;
constexpr int sentenceLines = 2;
constexpr double radius = 6;

QFont titleFont(const QFont& base)
{
    QFont font = enlarged(base, 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

PresetCard::PresetCard(const QString& title, const QString& sentence, QImage picture,
                       QWidget* parent)
    : QAbstractButton(parent), m_sentence(sentence), m_picture(std::move(picture))
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize PresetCard::sizeHint() const
{
    return {cardWidth, padding + pictureHeight + padding +
                           QFontMetrics(titleFont(font())).height() + padding / 2 +
                           sentenceLines * fontMetrics().lineSpacing() + padding};
}

void PresetCard::paintEvent(QPaintEvent*)
{
    const Colours colours = coloursOf(themeOf(palette()));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool raised = underMouse() || hasFocus();
    painter.setBrush(palette().base());
    painter.setPen(QPen(raised ? colours.accent : colours.grid, raised ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);

    const QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    QRect picturePlace(inner.topLeft(), QSize(inner.width(), pictureHeight));
    painter.fillRect(picturePlace, colours.behindPictures);
    if (!m_picture.isNull()) {
        QRect target(QPoint(), m_picture.size()); // pixels of networks are not resampled
        target.moveCenter(picturePlace.center());
        painter.drawImage(target, m_picture);
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(titleFont(font()));
    QRect line = inner;
    line.setTop(picturePlace.bottom() + padding);
    line.setHeight(painter.fontMetrics().height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     fitted(text(), painter.font(), line.width()));
    painter.setFont(font());
    painter.setPen(colours.quietText);
    QRect rest = inner;
    rest.setTop(line.bottom() + padding / 2);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_sentence);
}

void PresetCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void PresetCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace pareidolia
