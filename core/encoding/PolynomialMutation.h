// SPDX-License-Identifier: GPL-3.0-or-later
// Polynomial mutation of a gene in [0, 1] (Deb 2001; docs/protocol.md "Direct encoding").
#pragma once

#include <algorithm>
#include <cmath>

namespace pareidolia {

/// x^(1 / (eta + 1)). Where eta + 1 is a power of two (as for the default 15) it is computed by
/// square roots, which IEEE 754 rounds alike on every machine; `std::pow` is not guaranteed to.
inline double polynomialRoot(double x, double eta)
{
    double n = eta + 1;
    double root = x;
    while (n >= 2) {
        root = std::sqrt(root);
        n /= 2;
    }
    return n == 1 ? root : std::pow(x, 1 / (eta + 1));
}

/// `gene` moved by a draw `r` in [0, 1) and clamped to [0, 1].
inline double polynomialMutation(double gene, double r, double eta)
{
    // One root for both halves, and no branch: which half it is cannot be predicted.
    const double root = polynomialRoot(2 * std::min(r, 1 - r), eta);
    const double delta = std::copysign(1 - root, r - 0.5);
    return std::clamp(gene + delta, 0.0, 1.0);
}

} // namespace pareidolia
