// SPDX-License-Identifier: GPL-3.0-or-later
// A list view of equal tiles that may have headings between them. A QListView to screen readers and
// to all who use it; places are its own (WallLayout), since QListView knows no headings and asks
// every tile anew when the size changes.
#pragma once

#include "ui/wall/WallLayout.h"

#include <QListView>

namespace pareidolia {

class WallView : public QListView
{
    Q_OBJECT

public:
    explicit WallView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;

    const WallLayout& wall() const;

    /// As the wall would be in another width.
    WallLayout wallFor(int width) const;

    /// The part that is seen, in the wall's places.
    QRect seen() const;

    QModelIndex indexAt(const QPoint& point) const override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;

Q_SIGNALS:
    /// Tiles lie elsewhere.
    void wallChanged();

    /// Another part is seen.
    void scrolled();

protected:
    /// The tile that is nearest to `place` stays where it is.
    void setTileSize(const QSize& size, const QPoint& place);

    /// Rows of each section; one without a heading by default.
    virtual std::vector<int> sectionSizes() const;
    virtual int headingHeight() const { return 0; }
    virtual void paintHeading(QPainter& painter, const QRect& place, int section) const;

    /// To be called when headings come or go.
    void forgetPlaces();

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
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
    mutable bool m_fits = false; ///< `m_wall` is as it should be
};

} // namespace pareidolia
