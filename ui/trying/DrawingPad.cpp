// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trying/DrawingPad.h"

#include "ui/drawing/Theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace pareidolia {

DrawingPad::DrawingPad(int side, const QString& invitation, QWidget* parent)
    : QWidget(parent), m_invitation(invitation)
{
    setObjectName(QStringLiteral("drawingPad"));
    setAccessibleName(tr("Drawing pad"));
    setAccessibleDescription(invitation);
    setToolTip(tr("Draw with the mouse, a pen or a finger; the network scores every stroke"));
    setCursor(Qt::CrossCursor);
    setFixedSize(side, side);
}

void DrawingPad::undo()
{
    if (!m_strokes.empty())
        keep(m_strokes.size() - 1);
}

void DrawingPad::keep(std::size_t strokes)
{
    m_strokes.resize(strokes);
    m_drawing = false;
    update();
    Q_EMIT drawn();
}

void DrawingPad::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    paintStrokes(painter, m_strokes, width());
    if (m_strokes.empty()) {
        // The pad is black whatever the window's colours are.
        painter.setPen(coloursOf(Theme::Dark).quietText);
        painter.setFont(enlarged(font(), 1.3));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_invitation);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(coloursOf(themeOf(palette())).grid);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void DrawingPad::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drawing = true;
    m_strokes.emplace_back();
    strokeTo(event->position());
}

void DrawingPad::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drawing)
        strokeTo(event->position());
}

void DrawingPad::strokeTo(const QPointF& position)
{
    m_strokes.back().push_back(position / width());
    update();
    Q_EMIT drawn();
}

} // namespace pareidolia
