// SPDX-License-Identifier: GPL-3.0-or-later
// The section of the form for a parameter.
#pragma once

#include "core/run/ParameterTable.h"

namespace pareidolia {

enum class FormPlace { WhatIsRun, WhileItRuns, WhenToEnd, Advanced };

/// Advanced: rarely changed settings.
FormPlace placeOf(const Parameter& parameter);

} // namespace pareidolia
