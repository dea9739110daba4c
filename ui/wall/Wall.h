// SPDX-License-Identifier: GPL-3.0-or-later
// A run's tiles with the overview beside them, where they do not fit all at once.
#pragma once

#include <QWidget>

namespace pareidolia {

class ChampionModel;
class ChampionView;
class WallState;
class OverviewStrip;

class Wall : public QWidget
{
    Q_OBJECT

public:
    /// `model` and `state` outlive the wall.
    Wall(ChampionModel* model, WallState* state, QWidget* parent = nullptr);

    ChampionView* view() const { return m_view; }

    /// The side of pictures that suits the room there is.
    int fittingSide() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showStripIfNeeded();

    ChampionView* m_view;
    OverviewStrip* m_strip;
};

} // namespace pareidolia
