// SPDX-License-Identifier: GPL-3.0-or-later
// Digits as a hand writes them: strokes of our own, from no data set.
#pragma once

#include "ui/trying/HandDrawing.h"

namespace pareidolia {

constexpr std::size_t digitHands = 2; ///< each writes every digit in its own way

/// `digit` 0–9, `hand` below `digitHands`.
std::vector<Stroke> digitStrokes(std::size_t digit, std::size_t hand);

} // namespace pareidolia
