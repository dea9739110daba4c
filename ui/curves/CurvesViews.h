// SPDX-License-Identifier: GPL-3.0-or-later
// Views of CurvesPanel that need no commands. What they are given outlives them.
#pragma once

#include "core/analysis/TypicalConfidence.h"
#include "ui/champions/WallState.h"
#include "ui/session/RunSession.h"

#include <optional>
#include <vector>

namespace pareidolia {

/// Goal switches: the takeovers by class of the parent (rows) and class that was taken over
/// (columns), as colours; up to the generation that is shown.
QWidget* makeGoalMatrix(RunSession* session, WallState* state);

/// Histogram of the champions' confidences beside those of test pictures, the paper's control.
/// `measured`: of the sessions' network, if known.
QWidget* makeHistogram(const std::vector<RunSession*>& sessions,
                       const std::optional<TypicalConfidence>& measured);

} // namespace pareidolia
