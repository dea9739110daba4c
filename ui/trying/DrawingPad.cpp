// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/DrawingPad.h"

#include "ui/present/Theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace pareidolia {

namespace {

constexpr int side = 280;
constexpr double penWidth = 22; ///< as thick as a digit's strokes in MNIST, to scale

} // namespace

DrawingPad::DrawingPad(QWidget* parent)
    : QWidget(parent), m_strokes(side, side, QImage::Format_Grayscale8)
{
    setObjectName(QStringLiteral("drawingPad"));
    setAccessibleName(tr("Drawing pad"));
    setToolTip(tr("Draw with the mouse; the network looks on"));
    setCursor(Qt::CrossCursor);
    setFixedSize(side, side);
    m_strokes.fill(Qt::black);
}

void DrawingPad::clear()
{
    m_strokes.fill(Qt::black);
    update();
    Q_EMIT drawn();
}

void DrawingPad::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawImage(0, 0, m_strokes);
    painter.setPen(coloursOf(themeOf(palette())).quietText);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void DrawingPad::mousePressEvent(QMouseEvent* event)
{
    m_last = event->position();
    strokeTo(event->position());
}

void DrawingPad::mouseMoveEvent(QMouseEvent* event)
{
    strokeTo(event->position());
}

void DrawingPad::strokeTo(const QPointF& position)
{
    QPainter painter(&m_strokes);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, penWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (position == m_last)
        painter.drawPoint(position);
    else
        painter.drawLine(m_last, position);
    m_last = position;
    update();
    Q_EMIT drawn();
}

} // namespace pareidolia
