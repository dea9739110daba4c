// SPDX-License-Identifier: GPL-3.0-or-later
// The wall's tiles: one per class, filtered, ordered, zoomed and selected as a WallState says.
#pragma once

#include "ui/champions/ChampionFilter.h"
#include "ui/champions/ChampionModel.h"
#include "ui/champions/WallState.h"
#include "ui/wall/Glow.h"
#include "ui/wall/Thumbnails.h"
#include "ui/wall/WallView.h"

#include <QTimer>

namespace pareidolia {

class ChampionDelegate;

class ChampionView : public WallView
{
    Q_OBJECT

public:
    /// `model` and `state` outlive the view.
    ChampionView(ChampionModel* model, WallState* state, QWidget* parent = nullptr);

    ChampionFilter* filter() { return &m_filter; }
    ChampionModel* champions() const { return m_model; }

    /// The largest side at which all classes fit into `room`; if there is none, the largest that
    /// leaves the number of columns unchanged next to a scroll bar.
    int fittingSide(const QSize& room, int besides) const;

    const Thumbnails& thumbnails() const { return m_thumbnails; }

    /// A class and its tile; invalid if it is not shown.
    QModelIndex indexOf(std::size_t place) const;
    std::size_t placeOf(const QModelIndex& index) const
    {
        return m_model->classOf(m_filter.mapToSource(index).row());
    }

    /// Shows the same classes in the same order as another view, and scrolls with it.
    void follow(ChampionView* leader);

Q_SIGNALS:
    /// Enter or a double click.
    void inspectAsked(std::size_t index);
    void menuAsked(const QPoint& globalPosition);

    /// The selected pictures are dragged out of the window.
    void dragAsked();

    /// The number of classes that pass the filter may have changed.
    void countChanged();

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent*) override { m_state->setHoveredClass(std::nullopt); }
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    std::vector<int> sectionSizes() const override;
    int headingHeight() const override;
    void paintHeading(QPainter& painter, const QRect& place, int section) const override;
    void startDrag(Qt::DropActions) override { Q_EMIT dragAsked(); }
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    /// The visible part.
    TimeMachine::Looking looking() const;
    int widestSide(int room) const;
    int pixels() const; ///< of the longer side of a picture
    void lookChanged();
    void refreshUnlessWatched();
    void takeCurrent();
    void takeSelection();
    bool hasSections() const;
    void updateHeadings();
    void updateTiles(const std::vector<std::size_t>& places);

    ChampionModel* m_model;
    WallState* m_state;
    ChampionFilter m_filter;
    Glow m_glow;
    Thumbnails m_thumbnails;
    ChampionDelegate* m_delegate;
    QTimer m_refresh;
    std::optional<std::size_t> m_hovered; ///< as it is painted
    bool m_taking = false;                ///< the selection is being copied from the state
};

} // namespace pareidolia
