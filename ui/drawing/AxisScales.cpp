// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/AxisScales.h"

#include "core/base/SpokenConfidence.h"
#include "core/base/Text.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pareidolia {

namespace {

std::string withCommas(double value)
{
    std::string text = formatReal(value == 0 ? 0 : value); // no minus zero
    if (std::abs(value) >= 1e15 || std::abs(value) < 1000 || std::floor(value) != value)
        return text;
    text = std::to_string(static_cast<long long>(value));
    const std::size_t first = text.front() == '-' ? 1 : 0;
    for (std::size_t place = text.size(); place > first + 3;) {
        place -= 3;
        text.insert(place, 1, ',');
    }
    return text;
}

double logOddsOfNines(double nines)
{
    return nines * std::numbers::ln10 + std::log1p(-std::pow(10.0, -nines));
}

void addIfApart(std::vector<NamedValue>& values, double value, double from, double to,
                double distance)
{
    const bool apart = std::all_of(values.begin(), values.end(), [&](const NamedValue& other) {
        return std::abs(other.value - value) >= distance;
    });
    if (value >= from && value <= to && apart)
        values.push_back({value, spokenConfidence(0, value)});
}

} // namespace

std::vector<NamedValue> roundValues(double from, double to, int count, bool fractions)
{
    std::vector<NamedValue> values;
    if (!(from <= to) || count < 1)
        return values;
    const double wanted = (to - from) / count;
    double power = wanted > 0 ? std::pow(10.0, std::floor(std::log10(wanted))) : 1;
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= wanted) {
            step = factor * power;
            break;
        }
    if (!fractions)
        step = std::max(step, 1.0);
    const auto first = static_cast<long long>(std::ceil(from / step - 1e-9));
    const auto last = static_cast<long long>(std::floor(to / step + 1e-9));
    for (long long i = first; i <= last && i - first <= count; ++i) {
        // Nine digits: 3 × 0.1 is called 0.3.
        const double value = static_cast<double>(i) * step;
        values.push_back({value, withCommas(std::round(value * 1e9 / power) * power / 1e9)});
    }
    return values;
}

std::vector<NamedValue> namedLogOdds(double from, double to, double distance)
{
    std::vector<NamedValue> values;
    addIfApart(values, 0, from, to, distance);
    int step = 2;
    while (step * std::numbers::ln10 < distance && step < 1000)
        step += step < 10 ? 2 : step < 100 ? 10 : 100;
    const double furthest = std::max(std::abs(from), std::abs(to));
    for (int nines = step; logOddsOfNines(nines) <= furthest; nines += step) {
        addIfApart(values, logOddsOfNines(nines), from, to, distance);
        addIfApart(values, -logOddsOfNines(nines), from, to, distance);
    }
    // Where there is room, the ones between that everybody knows.
    for (int nines = 1; nines <= 5; nines += 2) {
        addIfApart(values, logOddsOfNines(nines), from, to, distance);
        addIfApart(values, -logOddsOfNines(nines), from, to, distance);
    }
    std::sort(values.begin(), values.end(),
              [](const NamedValue& a, const NamedValue& b) { return a.value < b.value; });
    return values;
}

} // namespace pareidolia
