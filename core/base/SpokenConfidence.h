// SPDX-License-Identifier: GPL-3.0-or-later
// Confidence as people say it.
#pragma once

#include <string>

namespace pareidolia {

/// UTF-8: "88.1 %", "99.98 %", "99.9997 %", and past a doubt of a millionth "1 − 2·10⁻⁷"; likewise
/// "0.12 %" and "3·10⁻⁹" near zero. Two significant digits of the doubt, three of what is far from
/// both ends; zeros at the end are dropped. Never "100 %" or "0 %" of what is neither. The log-odds
/// decide where they are finite: float32 has no doubt below 6·10⁻⁸. "–" if both are no numbers.
std::string spokenConfidence(float confidence, double logOdds);

} // namespace pareidolia
