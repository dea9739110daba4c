// SPDX-License-Identifier: GPL-3.0-or-later
// How people like to look at runs: order, dimming and motion of the pictures, the pace. A new run
// begins as the last one was left, in this session and the next.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "ui/champions/WallState.h"
#include "ui/session/Pace.h"

namespace pareidolia {

/// Gives `state` what was chosen last, and keeps what will be chosen.
void followHabits(WallState& state);

/// Small networks are so fast that people see nothing at full speed; large ones are not.
Pace habitualPace(const ModelInfo& model);
void keepPace(const ModelInfo& model, const Pace& pace);

bool motionIsReduced();
void keepReducedMotion(bool reduced);

} // namespace pareidolia
