// SPDX-License-Identifier: GPL-3.0-or-later
// One line on how a run stands.
#pragma once

#include "ui/session/RunGroup.h"

#include <QString>

namespace pareidolia {

/// "Running · generation 128 · 25,800 pictures · 8,400/s · median 99.97 % · 9 of 10 ≥ 99 % · 12 s
/// left". Of a comparison: of its first run.
QString statusText(const RunGroup& group);

} // namespace pareidolia
