// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/experiment/NumberSteps.h"

#include "core/base/Text.h"
#include "ui/session/ParameterWords.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace pareidolia {

namespace {

constexpr double smallest = 1e-4;      ///< below comes zero
constexpr double manyNines = 1 - 1e-9; ///< no further
constexpr double firstNine = 0.9;
constexpr double tolerance = 1e-9;   ///< relative
constexpr double mostConfidence = 2; ///< what a confidence may be; above 1 means never

/// 15 digits: what is left of rounding goes.
double tidy(double value)
{
    return QString::number(value, 'g', 12).toDouble();
}

/// The next of … 0.5, 1, 2, 5, 10 … above or below a positive value.
double nextRound(double value, bool up)
{
    const double decade = std::pow(10, std::floor(std::log10(value)));
    double next = decade / 2;
    for (const double candidate : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        if (up && next > value * (1 + tolerance))
            break;
        if (!up && candidate * decade >= value * (1 - tolerance))
            break;
        next = candidate * decade;
    }
    return next;
}

double stepOfReal(double value, bool up, bool isShare)
{
    // Shares and probabilities come near to one, but seldom to it.
    if (isShare && up && value >= firstNine - tolerance)
        return value >= manyNines ? 1 : 1 - (1 - value) / 10;
    if (isShare && !up && value >= 1)
        return 0.999;
    if (isShare && !up && value > firstNine + tolerance)
        return std::max(firstNine, 1 - (1 - value) * 10);
    if (isShare && up && value >= 0.5 - tolerance)
        return firstNine;
    if (value == 0)
        return up ? smallest : 0;
    if (!up && value <= smallest * (1 + tolerance))
        return 0;
    return nextRound(value, up);
}

QString beginning(const Parameter& parameter)
{
    if (parameter.kind == Parameter::Kind::Integer)
        return QStringLiteral("100");
    return parameter.most <= mostConfidence ? QStringLiteral("0.9") : QStringLiteral("60");
}

} // namespace

QString stepped(const Parameter& parameter, const QString& text, int steps)
{
    if (text.isEmpty())
        return steps > 0 ? beginning(parameter) : text;
    if (parameter.kind == Parameter::Kind::Integer) {
        const auto value = parseUnsigned(text.toStdString());
        if (!value)
            return text;
        const auto by = static_cast<std::uint64_t>(std::abs(steps));
        const std::uint64_t next = steps > 0 ? *value + std::min(by, ~std::uint64_t{0} - *value)
                                             : *value - std::min(by, *value);
        const double limited =
            std::clamp(static_cast<double>(next), parameter.least, parameter.most);
        return QString::number(
            limited == static_cast<double>(next) ? next : static_cast<std::uint64_t>(limited));
    }
    const auto value = parseReal(text.toStdString());
    if (!value)
        return text;
    double next = *value;
    for (int i = 0; i < std::abs(steps); ++i)
        next = stepOfReal(next, steps > 0, parameter.most <= mostConfidence);
    return realText(tidy(std::clamp(next, parameter.least, parameter.most)));
}

} // namespace pareidolia
