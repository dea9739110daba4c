// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphView.h"

#include "ui/inspector/NetworkWords.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace pareidolia {

constexpr int tipSide = 168;
constexpr int margin = 8;

GraphView::GraphView(QWidget* parent) : ZoomView(parent)
{
    setObjectName(QStringLiteral("networkGraph"));
    setAccessibleName(tr("The CPPN that paints the picture"));
    setToolTip(tr("Every tile is a node, bright where its value is far from 0. Hover for details. "
                  "Wheel, + and −: zoom. Drag or arrow keys: move. Double click or 0: fit."));
    setMouseTracking(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(interval);
    connect(&m_pause, &QTimer::timeout, this, &GraphView::drawSoon);
}

void GraphView::setGenome(std::shared_ptr<const CppnGenome> genome, ImageShape scored,
                          CoordinateSystem coordinates)
{
    if (genome == m_genome && scored == m_scored && coordinates == m_coordinates)
        return;
    m_genome = std::move(genome);
    m_scored = scored;
    m_coordinates = coordinates;
    m_stale = m_genome != nullptr;
    if (m_genome) {
        drawSoon();
        return;
    }
    m_drawing.reset();
    m_hovered.reset();
    setAccessibleDescription({});
    contentChanged();
}

/// At once after a pause, else at its end.
void GraphView::drawSoon()
{
    if (!m_stale || !isVisible() || m_pause.isActive())
        return;
    m_stale = false;
    m_pause.start();
    draw();
}

void GraphView::draw()
{
    if (!m_graphviz)
        m_graphviz = std::make_unique<GraphvizLayout>();
    m_drawing.emplace(m_genome, m_scored, m_coordinates, letters(), *m_graphviz);
    m_hovered.reset();
    setAccessibleDescription(networkDescription(m_genome->graph()));
    contentChanged();
}

/// All but the legend.
QRectF GraphView::viewport() const
{
    return rect().adjusted(margin, margin, -margin, -fontMetrics().height() - 2 * margin);
}

void GraphView::paintContent(QPainter& painter)
{
    m_drawing->paint(painter, themeOf(palette()), scale(), m_hovered);
}

void GraphView::paintNothing(QPainter& painter)
{
    painter.drawText(rect(), Qt::AlignCenter, tr("No CPPN yet"));
}

void GraphView::paintAbove(QPainter& painter)
{
    painter.setFont(letters());
    QRectF line = rect().adjusted(margin, 0, -margin, -margin);
    line.setTop(line.bottom() - fontMetrics().height());
    NetworkDrawing::paintLegend(painter, themeOf(palette()), line);
}

std::optional<std::uint32_t> GraphView::nodeAt(QPointF position) const
{
    if (!m_drawing || !viewport().contains(position))
        return std::nullopt;
    return m_drawing->nodeAt(toContent(position));
}

bool GraphView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return ZoomView::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto place = nodeAt(help->pos());
    if (!place)
        return ZoomView::event(event);
    QToolTip::showText(help->globalPos(), m_drawing->story(*place, tipSide, devicePixelRatioF()),
                       this, tile(*place).toAlignedRect());
    return true;
}

void GraphView::changeEvent(QEvent* event)
{
    ZoomView::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    m_stale = m_genome != nullptr; // the names need more room, or less
    drawSoon();
}

void GraphView::mouseMoveEvent(QMouseEvent* event)
{
    ZoomView::mouseMoveEvent(event);
    setHovered(nodeAt(event->position()));
}

void GraphView::setHovered(std::optional<std::uint32_t> place)
{
    if (place == m_hovered)
        return;
    m_hovered = place;
    update();
}

void GraphView::showEvent(QShowEvent* event)
{
    ZoomView::showEvent(event);
    drawSoon();
}

} // namespace pareidolia
