// SPDX-License-Identifier: GPL-3.0-or-later
// The status of a run in one line, and the message at its end.
#pragma once

#include "ui/session/RunGroup.h"

#include <QString>

namespace pareidolia {

/// "Running · generation 128 · 25,800 pictures · 8,400/s · median 99.97 % · 9 of 10 over 99 % ·
/// 12 s left". Of a comparison, values that differ are shown for both: "generation A 128, B 131".
QString statusText(const RunGroup& group);

/// "Finished (its last generation): 10 of 10 over 99 %". Of a comparison, for both.
QString endText(const RunGroup& group);

} // namespace pareidolia
