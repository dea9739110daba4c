// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace pareidolia {

/// `q` in [0, 1]; `sorted` ascending and not empty.
template <typename Real>
Real quantile(std::span<const Real> sorted, double q)
{
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double share = place - static_cast<double>(below);
    if (share == 0)
        return sorted[below]; // infinities survive
    return static_cast<Real>(static_cast<double>(sorted[below]) * (1 - share) +
                             static_cast<double>(sorted[above]) * share);
}

} // namespace pareidolia
