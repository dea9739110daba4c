// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/OverviewStrip.h"

#include "ui/drawing/Theme.h"
#include "ui/wall/ChampionView.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr int margin = 4;
constexpr double leastGap = 3; ///< pixels of a cell from which on there is a gap between cells

} // namespace

OverviewStrip::OverviewStrip(ChampionView* view, WallState* state, QWidget* parent)
    : QWidget(parent), m_view(view), m_state(state)
{
    setObjectName(QStringLiteral("overviewStrip"));
    setAccessibleName(tr("Overview of all classes"));
    setFixedWidth(usualWidth);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(view, &WallView::wallChanged, this, &OverviewStrip::takeNews);
    for (const auto change : {&WallView::wallChanged, &WallView::scrolled})
        connect(view, change, this, &OverviewStrip::tellSeen);
    connect(view->filter(), &QAbstractItemModel::dataChanged, this, &OverviewStrip::takeNews);
    connect(view->filter(), &QAbstractItemModel::layoutChanged, this, &OverviewStrip::takeNews);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(view->filter(), change, this, &OverviewStrip::takeNews);
    for (const auto change : {&WallState::hoverChanged, &WallState::currentChanged})
        connect(state, change, this, qOverload<>(&QWidget::update));
}

void OverviewStrip::takeNews()
{
    m_stale = true;
    update();
}

void OverviewStrip::tellSeen()
{
    update();
    const auto [first, end] = m_view->wall().rowsIn(m_view->seen().top(), m_view->seen().bottom());
    setAccessibleDescription(
        tr("%1 to %2 of %3 are visible").arg(first + 1).arg(end).arg(m_view->wall().rows()));
}

QRectF OverviewStrip::fromWall(const QRect& place) const
{
    const WallLayout& wall = m_view->wall();
    const double across = static_cast<double>(width() - 2 * margin) / std::max(1, wall.width());
    const double down = static_cast<double>(height() - 2 * margin) / std::max(1, wall.height());
    return {margin + place.left() * across, margin + place.top() * down, place.width() * across,
            place.height() * down};
}

QRectF OverviewStrip::cellOf(int row) const
{
    // To whole pixels on both sides, so that neighbours neither overlap nor leave stripes.
    const QRectF exact = fromWall(m_view->wall().tileOf(row));
    const QPointF topLeft(std::round(exact.left()), std::round(exact.top()));
    QRectF cell(topLeft, QPointF(std::round(exact.right()), std::round(exact.bottom())));
    cell.setSize(cell.size().expandedTo({1, 1}));
    if (cell.width() > leastGap && cell.height() > leastGap)
        cell.adjust(0, 0, -1, -1);
    return cell;
}

QRectF OverviewStrip::seenPart() const
{
    QRectF part = fromWall(m_view->seen());
    part.setLeft(1.5);
    part.setRight(width() - 1.5);
    return part.intersected(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
}

int OverviewStrip::rowAt(const QPointF& place) const
{
    const WallLayout& wall = m_view->wall();
    const double across = static_cast<double>(width() - 2 * margin) / std::max(1, wall.width());
    const double down = static_cast<double>(height() - 2 * margin) / std::max(1, wall.height());
    return wall.rowAt({static_cast<int>((place.x() - margin) / across),
                       static_cast<int>((place.y() - margin) / down)});
}

void OverviewStrip::paintCells()
{
    const double ratio = devicePixelRatioF();
    m_cells = QPixmap((QSizeF(size()) * ratio).toSize());
    m_cells.setDevicePixelRatio(ratio);
    const Colours colours = coloursOf(themeOf(palette()));
    m_cells.fill(colours.behindPictures);
    QPainter painter(&m_cells);
    const QAbstractItemModel& classes = *m_view->filter();
    for (int row = 0; row < m_view->wall().rows(); ++row) {
        const double logOdds = classes.index(row, 0).data(ChampionModel::LogOddsRole).toDouble();
        painter.fillRect(cellOf(row), std::isinf(logOdds) && logOdds < 0
                                          ? colours.emptyPicture
                                          : confidenceColour(logOdds));
    }
    m_stale = false;
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    if (m_stale)
        paintCells();
    const Colours colours = coloursOf(themeOf(palette()));
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_cells);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto mark = [&](const std::optional<std::size_t>& place, const QColor& colour) {
        const int row = place ? m_view->champions()->rowOf(*place) : -1;
        const QModelIndex index =
            row < 0 ? QModelIndex()
                    : m_view->filter()->mapFromSource(m_view->champions()->index(row));
        if (!index.isValid())
            return;
        painter.setPen(QPen(colour, 1.5));
        painter.drawRect(cellOf(index.row()).adjusted(-1, -1, 1, 1));
    };
    const QRectF part = seenPart();
    QColor veil = colours.text;
    veil.setAlphaF(0.10f);
    painter.setBrush(veil);
    // Two lines, for it lies on dark and on bright cells.
    painter.setPen(QPen(colours.behindPictures, 3.5));
    painter.drawRoundedRect(part, 3, 3);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? colours.accent : colours.text, 1.5));
    painter.drawRoundedRect(part, 3, 3);
    mark(m_state->currentClass(), colours.accent);
    mark(m_state->hoveredClass(), colours.text);
}

void OverviewStrip::scrollTo(double y)
{
    const WallLayout& wall = m_view->wall();
    const double down = static_cast<double>(height() - 2 * margin) / std::max(1, wall.height());
    m_view->verticalScrollBar()->setValue(static_cast<int>(std::lround((y - margin) / down)));
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const double y = event->position().y();
    const QRectF part = seenPart();
    const bool held = y >= part.top() && y <= part.bottom();
    m_grasp = held ? y - part.top() : part.height() / 2;
    if (!held)
        scrollTo(y - m_grasp);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton) {
        scrollTo(event->position().y() - m_grasp);
        return;
    }
    const int row = rowAt(event->position());
    const QModelIndex index = m_view->filter()->index(row, 0);
    m_state->setHoveredClass(row < 0 ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(
                                           index.data(ChampionModel::IndexRole).toInt())));
}

bool OverviewStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos());
    if (row < 0) {
        QToolTip::showText(
            help->globalPos(),
            tr("The confidence of every class: yellow is high, dark blue is low. Drag to scroll."),
            this);
        return true;
    }
    const QModelIndex index = m_view->filter()->index(row, 0);
    QToolTip::showText(help->globalPos(), index.data(Qt::ToolTipRole).toString(), this,
                       cellOf(row).toAlignedRect());
    return true;
}

void OverviewStrip::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = m_view->verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Up:
        return bar->triggerAction(QScrollBar::SliderSingleStepSub);
    case Qt::Key_Down:
        return bar->triggerAction(QScrollBar::SliderSingleStepAdd);
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return bar->triggerAction(QScrollBar::SliderToMinimum);
    case Qt::Key_End:
        return bar->triggerAction(QScrollBar::SliderToMaximum);
    default:
        QWidget::keyPressEvent(event);
    }
}

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    QCoreApplication::sendEvent(m_view->verticalScrollBar(), event);
}

void OverviewStrip::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_state->setHoveredClass(std::nullopt);
}

void OverviewStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        takeNews();
}

void OverviewStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    takeNews();
}

void OverviewStrip::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void OverviewStrip::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace pareidolia
