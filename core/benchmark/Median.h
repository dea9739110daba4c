// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of several rounds.
#pragma once

#include "core/base/Quantile.h"

#include <algorithm>
#include <span>
#include <vector>

namespace pareidolia {

/// `values` is not empty.
inline double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return quantile(std::span<const double>(values), 0.5);
}

} // namespace pareidolia
