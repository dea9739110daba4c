// SPDX-License-Identifier: GPL-3.0-or-later
// The constants of the formulas that CPPN nodes compute in float32. The formulas use nothing but
// rounded additions, multiplications, divisions and square roots, so they give the same bits on
// every machine; the numbers are ours (minimax fits, each coefficient rounded before the next is
// fitted).
#pragma once

namespace pareidolia::cppn {

/// Adding 1.5 · 2^23 rounds to a whole number and leaves it, as an integer, in the low bits.
inline constexpr float roundingShift = 0x1.8p23f;

// Sine: r = z − nπ with n = round(z / π), then an odd polynomial on [−π/2, π/2] (error 5e-9). The
// first two parts of π have 8 and 7 bits: n times them is exact for n < 2^16.
inline constexpr float sineLimit =
    200000.0f; ///< beyond, sin z is 0: float32 has no correct digit there
inline constexpr float inversePi = 0x1.45f306p-2f;
inline constexpr float pi1 = 3.140625f;
inline constexpr float pi2 = 0x1.fcp-11f;
inline constexpr float pi3 = -0x1.5777a6p-20f;
inline constexpr float sine3 = -0x1.555548p-3f;
inline constexpr float sine5 = 0x1.110e58p-7f;
inline constexpr float sine7 = -0x1.9f5cd2p-13f;
inline constexpr float sine9 = 0x1.5ccfd6p-19f;

// e^−a for a ≥ 0: 2^k · e^r with k = round(−a / ln 2), a polynomial on [−ln 2 / 2, ln 2 / 2]
// (error 1e-7). The first part of ln 2 has 15 bits.
inline constexpr float exponentLimit = 86.0f; ///< from here on 0, before float's normal range ends
inline constexpr float inverseLn2 = 0x1.715476p0f;
inline constexpr float ln2High = 0x1.62e4p-1f;
inline constexpr float ln2Low = 0x1.7f7d1cp-20f;
inline constexpr float exponent2 = 0x1.fffdc2p-2f;
inline constexpr float exponent3 = 0x1.555440p-3f;
inline constexpr float exponent4 = 0x1.573ba6p-5f;
inline constexpr float exponent5 = 0x1.1269a4p-7f;

inline constexpr float linearLimit = 3.0f;
inline constexpr float linearSlope = 1.0f / 3.0f;

inline constexpr float squareRootOf2 = 0x1.6a09e6p0f;

} // namespace pareidolia::cppn
