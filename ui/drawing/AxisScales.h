// SPDX-License-Identifier: GPL-3.0-or-later
// The tick values of axes. Plain numbers, no painting.
#pragma once

#include <string>
#include <vector>

namespace pareidolia {

struct NamedValue
{
    double value = 0;
    std::string name; ///< UTF-8
};

/// Round values (1, 2 or 5 times a power of ten) in [from, to], at most `count` of them; thousands
/// are separated by commas. Steps are whole numbers unless `fractions` are allowed.
std::vector<NamedValue> roundValues(double from, double to, int count, bool fractions);

/// Log-odds in [from, to] of round confidences, ascending and at least `distance` apart: 10 %, 50
/// %, 90 %, 99 %, 99.99 %, 99.9999 %, 1 − 10⁻⁸ …
std::vector<NamedValue> namedLogOdds(double from, double to, double distance);

} // namespace pareidolia
