// SPDX-License-Identifier: GPL-3.0-or-later
// Confidence as text for people.
#pragma once

#include <string>

namespace pareidolia {

/// UTF-8: "88.1 %", "99.98 %", "99.9997 %", and "1 − 2·10⁻⁷" for 1 − p < 10⁻⁶; near zero "0.12 %"
/// and "3·10⁻⁹". Two significant digits of 1 − p (of p near zero), three in the middle; trailing
/// zeros are dropped. Never "100 %" or "0 %" for a value that is neither. Finite log-odds decide,
/// because float32 cannot represent 1 − p below 6·10⁻⁸. "–" if both are NaN.
std::string spokenConfidence(float confidence, double logOdds);

} // namespace pareidolia
