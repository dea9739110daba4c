// SPDX-License-Identifier: GPL-3.0-or-later
// All tiles of a wall at once, as a narrow heat map of confidences that shows the visible part and
// scrolls the wall like a scroll bar.
#pragma once

#include "ui/champions/WallState.h"

#include <QPixmap>
#include <QWidget>

namespace pareidolia {

class ChampionView;

class OverviewStrip : public QWidget
{
    Q_OBJECT

public:
    static constexpr int usualWidth = 44;

    /// Both outlive the strip.
    OverviewStrip(ChampionView* view, WallState* state, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {usualWidth, usualWidth}; }

    /// Where a row of the wall's model is painted.
    QRectF cellOf(int row) const;

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent*) override { m_state->setHoveredClass(std::nullopt); }
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent*) override { takeNews(); }
    void wheelEvent(QWheelEvent* event) override;

private:
    void tellSeen();
    void takeNews();
    void paintCells();
    void scrollTo(double y);
    QPointF scale() const; ///< units of the strip per unit of the wall
    QRectF fromWall(const QRect& place) const;
    QRectF seenPart() const;
    int rowAt(const QPointF& place) const;

    ChampionView* m_view;
    WallState* m_state;
    QPixmap m_cells;
    bool m_stale = true; ///< the cells must be painted again
    double m_grasp = 0;  ///< distance of the mouse from the top of the visible part
};

} // namespace pareidolia
