// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses which groups of classes the wall shows.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/champions/WallState.h"

#include <QToolButton>

namespace pareidolia {

class GroupButton : public QToolButton
{
    Q_OBJECT

public:
    /// `state` outlives the button.
    GroupButton(const std::vector<ClassGroup>& groups, WallState* state, QWidget* parent = nullptr);

protected:
    /// The list stays open while groups are ticked, so that several can be chosen.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeState();
    void choose();

    WallState* m_state;
    QAction* m_all;
    std::vector<QAction*> m_groups;
};

} // namespace pareidolia
