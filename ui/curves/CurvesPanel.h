// SPDX-License-Identifier: GPL-3.0-or-later
// A run, or two, in four views: curves, heat map and histogram of confidences, goal switches.
#pragma once

#include "ui/champions/ChampionFilter.h"
#include "ui/champions/WallState.h"
#include "ui/session/RunSession.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QStackedWidget;

namespace pareidolia {

class CurvesPlot;
class HeatMap;

class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    /// All outlive the panel. `filters`: of the walls, one per session.
    CurvesPanel(std::vector<RunSession*> sessions, WallState* state,
                const std::vector<ChampionFilter*>& filters);

private:
    void makeChoices();
    void connectChoices();
    void showView(int view);

    std::vector<RunSession*> m_sessions;
    QStackedWidget* m_views;
    CurvesPlot* m_curves;
    std::vector<HeatMap*> m_maps; ///< one per session
    QComboBox *m_group = nullptr, *m_lines = nullptr, *m_x = nullptr, *m_y = nullptr;
};

} // namespace pareidolia
