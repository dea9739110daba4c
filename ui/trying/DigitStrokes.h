// SPDX-License-Identifier: GPL-3.0-or-later
// Handwritten digits as strokes, drawn for this program, from no data set.
#pragma once

#include "ui/trying/HandDrawing.h"

namespace pareidolia {

constexpr std::size_t digitHands = 2; ///< handwritings

/// `digit` 0–9, `hand` below `digitHands`.
std::vector<Stroke> digitStrokes(std::size_t digit, std::size_t hand);

} // namespace pareidolia
