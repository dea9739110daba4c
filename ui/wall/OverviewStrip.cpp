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

constexpr int margin = 4;
constexpr double leastGap = 3; ///< pixels of a cell from which on there is a gap between cells

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

QPointF OverviewStrip::scale() const
{
    const WallLayout& wall = m_view->wall();
    return {static_cast<double>(width() - 2 * margin) / std::max(1, wall.width()),
            static_cast<double>(height() - 2 * margin) / std::max(1, wall.height())};
}

QRectF OverviewStrip::fromWall(const QRect& place) const
{
    const QPointF by = scale();
    return {margin + place.left() * by.x(), margin + place.top() * by.y(), place.width() * by.x(),
            place.height() * by.y()};
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
    return m_view->wall().rowAt({static_cast<int>((place.x() - margin) / scale().x()),
                                 static_cast<int>((place.y() - margin) / scale().y())});
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
        const QModelIndex index = place ? m_view->indexOf(*place) : QModelIndex();
        if (!index.isValid())
            return;
        painter.setPen(QPen(colour, 1.5));
        painter.drawRect(cellOf(index.row()).adjusted(-1, -1, 1, 1));
    };
    const QRectF part = seenPart();
    painter.setBrush(withAlpha(colours.text, 0.1));
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
    m_view->verticalScrollBar()->setValue(
        static_cast<int>(std::lround((y - margin) / scale().y())));
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
    m_state->setHoveredClass(
        row < 0 ? std::nullopt : std::optional(m_view->placeOf(m_view->filter()->index(row, 0))));
}

bool OverviewStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos());
    const QString tip =
        row < 0
            ? tr("The confidence of every class: yellow is high, dark blue is low. Drag to scroll.")
            : m_view->filter()->index(row, 0).data(Qt::ToolTipRole).toString();
    QToolTip::showText(help->globalPos(), tip, this,
                       row < 0 ? QRect() : cellOf(row).toAlignedRect());
    return true;
}

void OverviewStrip::keyPressEvent(QKeyEvent* event)
{
    static const QHash<int, QScrollBar::SliderAction> actions{
        {Qt::Key_Up, QScrollBar::SliderSingleStepSub},
        {Qt::Key_Down, QScrollBar::SliderSingleStepAdd},
        {Qt::Key_PageUp, QScrollBar::SliderPageStepSub},
        {Qt::Key_PageDown, QScrollBar::SliderPageStepAdd},
        {Qt::Key_Home, QScrollBar::SliderToMinimum},
        {Qt::Key_End, QScrollBar::SliderToMaximum}};
    if (const auto action = actions.find(event->key()); action != actions.end())
        m_view->verticalScrollBar()->triggerAction(*action);
    else
        QWidget::keyPressEvent(event);
}

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    QCoreApplication::sendEvent(m_view->verticalScrollBar(), event);
}

void OverviewStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        takeNews();
}

} // namespace pareidolia
