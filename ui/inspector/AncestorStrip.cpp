// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/AncestorStrip.h"

#include "ui/drawing/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QToolTip>
#include <algorithm>
#include <utility>

namespace pareidolia {

constexpr int gap = 6;
constexpr int widestLabel = 84;

AncestorStrip::AncestorStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("ancestorStrip"));
    setAccessibleName(tr("Ancestors"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize AncestorStrip::sizeHint() const
{
    const int tiles = std::max(1, static_cast<int>(m_tiles.size()));
    return {tiles * (tileWidth() + gap), side + gap + fontMetrics().height()};
}

/// As wide as the widest label, within reason.
int AncestorStrip::tileWidth() const
{
    int width = side;
    for (const AncestorTile& tile : m_tiles)
        width = std::max(width, widthOf(tile.label, font()));
    return std::min(width, widestLabel);
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
    setFocusPolicy(m_tiles.empty() ? Qt::NoFocus : Qt::StrongFocus);
    setCursor(m_tiles.empty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    m_current = 0;
    setMinimumSize(sizeHint()); // what is beyond the area's edge is scrolled to
    updateGeometry();
    update();
}

std::optional<std::size_t> AncestorStrip::tileAt(const QPoint& place) const
{
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        if (placeOf(i).contains(place))
            return i;
    return std::nullopt;
}

bool AncestorStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto tile = tileAt(help->pos()))
        QToolTip::showText(help->globalPos(), m_tiles[*tile].story, this);
    else
        QToolTip::hideText();
    return true;
}

void AncestorStrip::mouseReleaseEvent(QMouseEvent* event)
{
    const auto tile = event->button() == Qt::LeftButton ? tileAt(event->pos()) : std::nullopt;
    if (!tile)
        return QWidget::mouseReleaseEvent(event);
    m_current = *tile;
    Q_EMIT chosen(AncestorTile(m_tiles[*tile])); // another strip may follow
}

void AncestorStrip::keyPressEvent(QKeyEvent* event)
{
    if (m_tiles.empty())
        return QWidget::keyPressEvent(event);
    const std::size_t last = m_tiles.size() - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_current > 0 ? m_current - 1 : 0);
    case Qt::Key_Right:
        return moveTo(std::min(m_current + 1, last));
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Q_EMIT chosen(AncestorTile(m_tiles[m_current]));
    default:
        QWidget::keyPressEvent(event);
    }
}

void AncestorStrip::moveTo(std::size_t tile)
{
    m_current = tile;
    for (QWidget* around = parentWidget(); around; around = around->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(around)) {
            const QPoint centre = placeOf(tile).center();
            area->ensureVisible(centre.x(), centre.y(), side, side);
            break;
        }
    update();
}

void AncestorStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours colours = coloursOf(themeOf(palette()));
    if (m_tiles.empty()) {
        painter.setPen(colours.quietText);
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("A random picture of generation 0: no ancestors."));
        return;
    }
    const int cell = tileWidth();
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        const QRect place = placeOf(i);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_tiles[i].picture.width() > side);
        painter.drawImage(place, m_tiles[i].picture);
        if (m_tiles[i].changesClass) {
            painter.setPen(QPen(colours.accent, 2));
            painter.drawRect(place.adjusted(1, 1, -1, -1));
        }
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(colours.text, 1, Qt::DashLine));
            painter.drawRect(place.adjusted(-2, -2, 1, 1));
        }
        painter.setPen(colours.quietText);
        const QRect line(place.center().x() - cell / 2, place.bottom() + 2, cell,
                         fontMetrics().height());
        painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop,
                         fitted(m_tiles[i].label, font(), cell));
    }
}

} // namespace pareidolia
