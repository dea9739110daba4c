// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the arrow keys for numbers.
#pragma once

#include "core/run/ParameterTable.h"

#include <QString>

namespace pareidolia {

/// The number `steps` further up or down, within the parameter's range. Whole numbers go by one;
/// others through 1, 2, 5, 10 …, and near certainty by nines: 0.9, 0.99, 0.999. Text that is not a
/// number stays; empty text becomes a start value.
QString stepped(const Parameter& parameter, const QString& text, int steps);

} // namespace pareidolia
