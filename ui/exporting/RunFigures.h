// SPDX-License-Identifier: GPL-3.0-or-later
// A run as a contact sheet and as curves: from the engine's values to what ui/present paints.
#pragma once

#include "core/run/Run.h"
#include "ui/present/ContactSheet.h"
#include "ui/present/CurvesFigure.h"

namespace pareidolia {

/// One cell a class that was searched for, also where there is no champion yet.
ContactSheet contactSheetOf(const Run& run);

CurvesFigure curvesOf(const Run& run);

} // namespace pareidolia
