// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DropZone.h"

#include "ui/drawing/Theme.h"
#include "ui/widgets/Icons.h"

#include <QPainter>

namespace pareidolia {

namespace {

constexpr int padding = 12;
constexpr int symbolSize = 24;
constexpr int lettersWide = 34;
constexpr double radius = 6;

} // namespace

DropZone::DropZone(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("dropZone"));
    setText(tr("Drop a run, a network or a picture here, or click to choose"));
    setAccessibleName(text());
    setToolTip(tr("Open a run, a network or a picture (Ctrl+O)"));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize DropZone::sizeHint() const
{
    const int width = lettersWide * fontMetrics().averageCharWidth();
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

void DropZone::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void DropZone::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace pareidolia
