// SPDX-License-Identifier: GPL-3.0-or-later
// Under which title of the form a parameter stands.
#pragma once

#include "core/run/ParameterTable.h"

namespace pareidolia {

enum class FormPlace { WhatIsRun, WhileItRuns, WhenToEnd, Advanced };

/// Advanced: what people seldom touch.
FormPlace placeOf(const Parameter& parameter);

} // namespace pareidolia
