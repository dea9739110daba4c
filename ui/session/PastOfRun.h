// SPDX-License-Identifier: GPL-3.0-or-later
// What a session would have kept of a run, had it been there from the beginning.
#pragma once

#include "core/run/Run.h"
#include "ui/session/ClassHistory.h"
#include "ui/session/ConfidenceMap.h"

#include <vector>

namespace pareidolia {

/// The latest point that is not after the generation, or the first; there is one.
const CurvePoint& pointAt(const std::vector<CurvePoint>& points, std::uint32_t generation);

/// One a class of the network.
std::vector<ClassHistory> historiesOf(const Run& run);

ConfidenceMap confidencesOf(const Run& run);

} // namespace pareidolia
