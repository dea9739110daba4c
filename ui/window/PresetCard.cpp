// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/PresetCard.h"

#include "ui/drawing/Theme.h"
#include "ui/widgets/Icons.h"

#include <QPainter>
#include <QTextLayout>
#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr int lettersWide = 64;
constexpr int lettersOfSmall = 41;
constexpr int lettersOfZone = 34;
constexpr int symbolSize = 24;
constexpr int padding = 10;
constexpr double radius = 6;

QFont titleFont(const QFont& base, PresetCard::Shape shape)
{
    QFont font = shape == PresetCard::Shape::Large ? enlarged(base, 1.15) : base;
    font.setWeight(QFont::DemiBold);
    return font;
}

/// Two tiles of a preset's picture side by side; of recent things, smaller.
QSize pictureSize(PresetCard::Shape shape)
{
    const int side = shape == PresetCard::Shape::Large ? 56 : 40;
    return {2 * side, side};
}

int linesOf(PresetCard::Shape shape)
{
    return shape == PresetCard::Shape::Large ? 3 : 1;
}

/// Pixels of networks are not resampled where there is room; what is too large loses its margins.
void drawPicture(QPainter& painter, const QRect& place, const QImage& picture)
{
    QSize size = picture.size();
    if (size.width() > place.width() || size.height() > place.height())
        size.scale(place.size(), Qt::KeepAspectRatioByExpanding);
    QRect target(QPoint(), size);
    target.moveCenter(place.center());
    painter.save();
    painter.setClipRect(place);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, picture);
    painter.restore();
}

/// In as many lines as there is room for; the last one ends in dots where words are left over.
void drawSentence(QPainter& painter, const QRect& place, const QString& sentence)
{
    const int spacing = painter.fontMetrics().lineSpacing();
    QTextLayout layout(sentence, painter.font());
    layout.beginLayout();
    QRect row(place.topLeft(), QSize(place.width(), spacing));
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(place.width());
        const bool last = row.bottom() + spacing > place.bottom();
        const QString rest = sentence.mid(line.textStart());
        painter.drawText(row, Qt::AlignLeft | Qt::AlignTop,
                         last ? fitted(rest, painter.font(), row.width())
                              : rest.left(line.textLength()));
        if (last)
            break;
        row.translate(0, spacing);
    }
    layout.endLayout();
}

} // namespace

PresetCard::PresetCard(const QString& title, const QString& sentence, QImage picture, Shape shape,
                       QWidget* parent)
    : QAbstractButton(parent), m_sentence(sentence), m_picture(std::move(picture)), m_shape(shape)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setToolTip(sentence.isEmpty() ? title : sentence);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover); // it is drawn anew when the mouse comes and goes
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void PresetCard::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

QRect PresetCard::picturePlace() const
{
    QRect place(QPoint(padding, 0), pictureSize(m_shape));
    place.moveTop(rect().center().y() - place.height() / 2);
    return place;
}

QRect PresetCard::textPlace() const
{
    QRect place = rect().adjusted(padding, padding, -padding, -padding);
    place.setLeft(picturePlace().right() + padding);
    return place;
}

QSize PresetCard::sizeHint() const
{
    const int text = QFontMetrics(titleFont(font(), m_shape)).height() + padding / 2 +
                     linesOf(m_shape) * fontMetrics().lineSpacing();
    const int height = std::max(pictureSize(m_shape).height(), text);
    const int letters = m_shape == Shape::Small ? lettersOfSmall : lettersWide;
    return {letters * fontMetrics().averageCharWidth(), padding + height + padding};
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

    painter.fillRect(picturePlace(), colours.behindPictures);
    if (!m_picture.isNull())
        drawPicture(painter, picturePlace(), m_picture);
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(titleFont(font(), m_shape));
    QRect line = textPlace();
    line.setHeight(painter.fontMetrics().height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     fitted(text(), painter.font(), line.width()));
    painter.setFont(font());
    painter.setPen(colours.quietText);
    QRect rest = textPlace();
    rest.setTop(line.bottom() + padding / 2);
    drawSentence(painter, rest, m_sentence);
}

DropZone::DropZone(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("dropZone"));
    setText(tr("Drop a run, a network or a picture here, or click to choose"));
    setAccessibleName(text());
    setToolTip(tr("Open a run, a network or a picture (Ctrl+O)"));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover); // it is drawn anew when the mouse comes and goes
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize DropZone::sizeHint() const
{
    const int width = lettersOfZone * fontMetrics().averageCharWidth();
    const QRect words = fontMetrics().boundingRect(0, 0, width, 0, Qt::TextWordWrap, text());
    return {padding + symbolSize + padding + words.width() + padding,
            padding + std::max(words.height(), symbolSize) + padding};
}

void DropZone::paintEvent(QPaintEvent*)
{
    const Colours colours = coloursOf(themeOf(palette()));
    const bool raised = underMouse() || hasFocus();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(raised ? colours.accent : colours.quietText, raised ? 2 : 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    const QRect inner = rect().adjusted(padding, padding, -padding, -padding);
    iconOf(Symbol::Open, palette())
        .paint(&painter,
               QRect(inner.left(), inner.center().y() - symbolSize / 2, symbolSize, symbolSize));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(inner.adjusted(symbolSize + padding, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text());
}

} // namespace pareidolia
