// SPDX-License-Identifier: GPL-3.0-or-later
// Confidence as text for people, for Qt.
#pragma once

#include "core/base/SpokenConfidence.h"

#include <QString>

namespace pareidolia {

inline QString spoken(float confidence, double logOdds)
{
    return QString::fromStdString(spokenConfidence(confidence, logOdds));
}

} // namespace pareidolia
