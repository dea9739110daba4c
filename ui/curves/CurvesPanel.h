// SPDX-License-Identifier: GPL-3.0-or-later
// The confidences in four views: curves, heat map, histogram, and who came from whom.
#pragma once

#include "ui/champions/ChampionFilter.h"
#include "ui/champions/WallState.h"
#include "ui/session/RunSession.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QLayout;
class QStackedWidget;
class QTabBar;

namespace pareidolia {

class CurvesPlot;
class HeatMap;

class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    enum View { Curves, Map, Histogram, Switches };

    /// All outlive the panel. `filters`: of the walls, one per session.
    CurvesPanel(std::vector<RunSession*> sessions, WallState* state,
                const std::vector<ChampionFilter*>& filters, QWidget* parent = nullptr);

private:
    void makeChoices(QLayout& row);
    void makeViews(WallState* state, const std::vector<ChampionFilter*>& filters);
    void connectChoices();
    void showView(int view);

    std::vector<RunSession*> m_sessions;
    QTabBar* m_tabs;
    QStackedWidget* m_views;
    CurvesPlot* m_curves = nullptr;
    std::vector<HeatMap*> m_maps; ///< one per session
    QComboBox *m_group = nullptr, *m_lines = nullptr, *m_x = nullptr, *m_y = nullptr;
};

} // namespace pareidolia
