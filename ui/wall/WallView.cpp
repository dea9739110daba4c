// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/WallView.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>

namespace pareidolia {

WallView::WallView(QWidget* parent) : QListView(parent)
{
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void WallView::setModel(QAbstractItemModel* model)
{
    // Before the view's own: who is told first must not find old places.
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, change, this, &WallView::forgetPlaces);
    connect(model, &QAbstractItemModel::layoutChanged, this, &WallView::forgetPlaces);
    connect(model, &QAbstractItemModel::modelReset, this, &WallView::forgetPlaces);
    QListView::setModel(model);
}

void WallView::forgetPlaces()
{
    m_fits = false;
    scheduleDelayedItemsLayout();
}

std::vector<int> WallView::sectionSizes() const
{
    const int rows = model() ? model()->rowCount() : 0;
    return rows > 0 ? std::vector{rows} : std::vector<int>{};
}

const WallLayout& WallView::wall() const
{
    const int width = viewport()->width();
    if (!m_fits || m_wall.width() != width) {
        m_wall = wallFor(width);
        m_fits = true;
    }
    return m_wall;
}

WallLayout WallView::wallFor(int width) const
{
    return WallLayout({.tile = m_tile,
                       .width = width,
                       .sections = sectionSizes(),
                       .headingHeight = headingHeight()});
}

void WallView::setTileSize(const QSize& size, const QPoint& place)
{
    if (size == m_tile)
        return;
    const QPoint onWall = toWall(place);
    const auto [first, end] = wall().rowsIn(onWall.y(), onWall.y() + m_tile.height());
    int nearest = wall().rowAt(onWall);
    if (nearest < 0)
        nearest = first < end ? first : -1;
    const int before = nearest < 0 ? 0 : toView(wall().tileOf(nearest)).top();
    m_tile = size;
    forgetPlaces();
    doItemsLayout();
    if (nearest >= 0)
        verticalScrollBar()->setValue(wall().tileOf(nearest).top() - before);
}

QModelIndex WallView::indexAt(const QPoint& point) const
{
    const int row = wall().rowAt(toWall(point));
    return row < 0 ? QModelIndex() : model()->index(row, 0);
}

QRect WallView::visualRect(const QModelIndex& index) const
{
    return index.isValid() ? toView(wall().tileOf(index.row())) : QRect();
}

void WallView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    QRect tile = wall().tileOf(index.row());
    for (int section = 0; section < wall().sections(); ++section)
        if (wall().firstRowOf(section) <= index.row() &&
            index.row() < wall().firstRowOf(section) + wall().columns())
            tile.setTop(wall().headingOf(section).top()); // is seen with its first line
    QScrollBar* bar = verticalScrollBar();
    const int height = viewport()->height();
    if (hint == PositionAtTop)
        bar->setValue(tile.top());
    else if (hint == PositionAtBottom)
        bar->setValue(tile.bottom() + 1 - height);
    else if (hint == PositionAtCenter)
        bar->setValue(tile.center().y() - height / 2);
    else if (tile.top() < bar->value())
        bar->setValue(tile.top());
    else if (tile.bottom() >= bar->value() + height)
        bar->setValue(std::min(tile.top(), tile.bottom() + 1 - height));
}

void WallView::doItemsLayout()
{
    QAbstractItemView::doItemsLayout(); // not QListView's, which would find places of its own
}

void WallView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    QScrollBar* bar = verticalScrollBar();
    const int height = viewport()->height();
    bar->setSingleStep(std::max(8, m_tile.height() / 4));
    bar->setPageStep(height);
    bar->setRange(0, std::max(0, wall().height() - height));
    Q_EMIT wallChanged();
}

QModelIndex WallView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int last = wall().rows() - 1;
    if (last < 0)
        return {};
    const QModelIndex current = currentIndex();
    const int row = std::clamp(current.row(), 0, last);
    const int page = std::max(1, viewport()->height() / m_tile.height());
    const auto rowOf = [&] {
        switch (action) {
        case MoveLeft:
        case MovePrevious:
            return row - 1;
        case MoveRight:
        case MoveNext:
            return row + 1;
        case MoveUp:
            return wall().linesAway(row, -1);
        case MoveDown:
            return wall().linesAway(row, 1);
        case MovePageUp:
            return wall().linesAway(row, -page);
        case MovePageDown:
            return wall().linesAway(row, page);
        case MoveHome:
            return 0;
        case MoveEnd:
            return last;
        }
        return row;
    };
    return model()->index(current.isValid() ? std::clamp(rowOf(), 0, last) : 0, 0);
}

void WallView::setSelection(const QRect& rectangle, QItemSelectionModel::SelectionFlags command)
{
    QItemSelection chosen;
    const auto add = [&](int first, int last) {
        chosen.select(model()->index(first, 0), model()->index(last, 0));
    };
    if (state() == DragSelectingState) { // what the rectangle touches
        const QRect place = rectangle.normalized().translated(0, verticalOffset());
        const auto [first, end] = wall().rowsIn(place.top(), place.bottom());
        for (int row = first; row < end; ++row)
            if (wall().tileOf(row).intersects(place))
                add(row, row);
    } else { // from one tile to another, in the order of reading
        const QModelIndex from = indexAt(rectangle.topLeft());
        const QModelIndex to = indexAt(rectangle.bottomRight());
        if (from.isValid() && to.isValid())
            add(std::min(from.row(), to.row()), std::max(from.row(), to.row()));
        else if (from.isValid() || to.isValid())
            add(std::max(from.row(), to.row()), std::max(from.row(), to.row()));
    }
    selectionModel()->select(chosen, command);
}

QRegion WallView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const auto [first, end] = wall().rowsIn(seen().top(), seen().bottom());
    for (int row = first; row < end; ++row)
        if (selection.contains(model()->index(row, 0)))
            region += toView(wall().tileOf(row));
    return region;
}

void WallView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State usual = option.state;
    const QRect part = event->rect().translated(0, verticalOffset());
    const auto [first, end] = wall().rowsIn(part.top(), part.bottom());
    for (int row = first; row < end; ++row) {
        option.rect = toView(wall().tileOf(row));
        if (!event->region().intersects(option.rect))
            continue; // a few tiles far from each other changed
        const QModelIndex index = model()->index(row, 0);
        option.state = usual;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
    if (headingHeight() == 0)
        return;
    for (int section = 0; section < wall().sections(); ++section)
        if (const QRect place = toView(wall().headingOf(section)); event->rect().intersects(place))
            paintHeading(painter, place, section);
}

void WallView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

void WallView::scrollContentsBy(int dx, int dy)
{
    scrollDirtyRegion(dx, dy);
    viewport()->scroll(dx, dy);
    Q_EMIT scrolled();
}

} // namespace pareidolia
