// SPDX-License-Identifier: GPL-3.0-or-later
// A run's tiles, with the overview beside them if they do not all fit.
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

    /// The picture side that suits the available room.
    int fittingSide() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showStripIfNeeded();

    ChampionView* m_view;
    OverviewStrip* m_strip;
};

} // namespace pareidolia
