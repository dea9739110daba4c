// SPDX-License-Identifier: GPL-3.0-or-later
// The curves with their choices of axes.
#pragma once

#include "ui/curves/CurvesPlot.h"

#include <QWidget>

namespace pareidolia {

class CurvesPanel : public QWidget
{
    Q_OBJECT

public:
    /// Sessions and state outlive the panel.
    CurvesPanel(std::vector<RunSession*> sessions, GridState* state, QWidget* parent = nullptr);
};

} // namespace pareidolia
