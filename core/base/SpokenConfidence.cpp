// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SpokenConfidence.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string_view>

namespace pareidolia {

namespace {

constexpr double smallestPercentage = 1e-6; // below, as a share of one, powers of ten take over

std::string fixed(double value, int decimals)
{
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                            std::chars_format::fixed, decimals);
    std::string digits(text.data(), end);
    if (decimals > 0) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.')
            digits.pop_back();
    }
    return digits;
}

std::string superscript(int exponent)
{
    constexpr std::array<std::string_view, 10> digits{"⁰", "¹", "²", "³", "⁴",
                                                      "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "⁻" : "";
    for (const char digit : std::to_string(std::abs(exponent)))
        text += digits[static_cast<std::size_t>(digit - '0')];
    return text;
}

/// Of a share whose decimal logarithm this is: the share itself may be too small for a double.
std::string powerOfTen(double logarithm)
{
    int exponent = static_cast<int>(std::floor(logarithm));
    std::string mantissa = fixed(std::pow(10.0, logarithm - exponent), 1);
    if (mantissa == "10") {
        mantissa = "1";
        ++exponent;
    }
    return (mantissa == "1" ? "" : mantissa + "·") + "10" + superscript(exponent);
}

/// Decimals of a percentage that show two significant digits of `share`, one at least.
int decimalsFor(double share)
{
    return std::max(1, 1 - static_cast<int>(std::floor(std::log10(100 * share))));
}

} // namespace

std::string spokenConfidence(float confidence, double logOdds)
{
    if (!std::isfinite(logOdds)) {
        if (std::isnan(confidence))
            return "–";
        const double p = std::clamp(static_cast<double>(confidence), 0.0, 1.0);
        if (p == 1)
            return "> 99.9999 %"; // all that a float32 of one tells
        if (p == 0)
            return "< 0.0001 %";
        logOdds = std::log(p) - std::log1p(-p);
    }
    const double rarer = 1 / (1 + std::exp(std::abs(logOdds))); // the doubt, or the confidence
    const bool likely = logOdds > 0;
    // What rounds up to the smallest percentage is said as one.
    if (rarer < 0.995 * smallestPercentage) {
        const std::string power = powerOfTen(
            -(std::abs(logOdds) + std::log1p(std::exp(-std::abs(logOdds)))) / std::numbers::ln10);
        return likely ? "1 − " + power : power;
    }
    return fixed(100 * (likely ? 1 - rarer : rarer), decimalsFor(rarer)) + " %";
}

} // namespace pareidolia
