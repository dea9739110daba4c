// SPDX-License-Identifier: GPL-3.0-or-later
// A list view of equal tiles that may have headings between them. A QListView for screen readers
// and callers; the layout is its own (WallLayout), because QListView has no headings and asks every
// tile again when the size changes.
#pragma once

#include "ui/wall/WallLayout.h"

#include <QListView>
#include <QScrollBar>

namespace pareidolia {

class WallView : public QListView
{
    Q_OBJECT

public:
    explicit WallView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;

    const WallLayout& wall() const;

    /// The layout for another width.
    WallLayout wallFor(int width) const;

    /// The visible part, in the wall's coordinates.
    QRect seen() const { return viewport()->rect().translated(0, verticalOffset()); }

    QModelIndex indexAt(const QPoint& point) const override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;

Q_SIGNALS:
    /// The layout changed.
    void wallChanged();

    /// The visible part changed.
    void scrolled();

protected:
    /// Keeps the tile nearest to `place` in its position.
    void setTileSize(const QSize& size, const QPoint& place);

    /// The number of rows of each section; by default one section without a heading.
    virtual std::vector<int> sectionSizes() const;
    virtual int headingHeight() const { return 0; }
    virtual void paintHeading(QPainter&, const QRect& /*place*/, int /*section*/) const {}

    /// To be called when headings appear or disappear.
    void forgetPlaces();

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override { return verticalScrollBar()->value(); }
    void setSelection(const QRect& rectangle, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;

private:
    QPoint toWall(const QPoint& place) const { return place + QPoint(0, verticalOffset()); }
    QRect toView(const QRect& place) const { return place.translated(0, -verticalOffset()); }

    QSize m_tile{1, 1};
    mutable WallLayout m_wall;
    mutable bool m_fits = false; ///< `m_wall` is up to date
};

} // namespace pareidolia
