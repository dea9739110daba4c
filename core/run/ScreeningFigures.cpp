// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ScreeningFigures.h"

#include "core/base/Text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

/// Rounded up, so that it covers the error.
double marginFor(double error)
{
    return std::min(std::ceil(error * 10) / 10, mostScreeningMargin);
}

std::string rounded(double error)
{
    return formatReal(std::ceil(error * 1000) / 1000);
}

double shareOf(const ScreeningFigures& figures)
{
    return static_cast<double>(figures.exact) / static_cast<double>(figures.children);
}

} // namespace

std::string ScreeningFigures::add(const ScreenedGeneration& screened, double margin,
                                  std::uint32_t generation)
{
    children += screened.children;
    exact += screened.exact;
    sample += screened.sample;
    missed += screened.missed;
    largestError = std::max(largestError, screened.largestError);
    if (screened.largestError <= margin || marginFor(screened.largestError) <= advised)
        return {};
    advised = marginFor(screened.largestError);
    return "screening was wrong by " + rounded(screened.largestError) + " log-odds in generation " +
           std::to_string(generation) + ", more than its margin of " + formatReal(margin) +
           ", so that takeovers may be missed: raise screening_margin to " + formatReal(advised);
}

Json screeningToJson(const ScreeningFigures& figures)
{
    return {{"children", figures.children},
            {"scored_exactly", figures.exact},
            {"share_scored_exactly", figures.any() ? Json(shareOf(figures)) : Json()},
            {"sample", figures.sample},
            {"missed_in_sample", figures.missed},
            {"largest_error", figures.largestError},
            {"advised_margin", figures.advised > 0 ? Json(figures.advised) : Json()}};
}

std::optional<ScreeningFigures> screeningFromJson(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    ScreeningFigures figures;
    bool isWhole = true;
    const auto take = [&](const char* key, std::uint64_t& value) {
        isWhole = isWhole && json.contains(key) && json[key].is_number_unsigned();
        value = isWhole ? json[key].get<std::uint64_t>() : 0;
    };
    take("children", figures.children);
    take("scored_exactly", figures.exact);
    take("sample", figures.sample);
    take("missed_in_sample", figures.missed);
    if (!isWhole || !json.contains("largest_error") || !json["largest_error"].is_number() ||
        !json.contains("advised_margin"))
        return std::nullopt;
    figures.largestError = json["largest_error"].get<double>();
    figures.advised = json["advised_margin"].is_number() ? json["advised_margin"].get<double>() : 0;
    const bool fits = figures.exact <= figures.children && figures.sample <= figures.exact &&
                      figures.missed <= figures.sample;
    return fits ? std::optional(figures) : std::nullopt;
}

std::string screeningText(const ScreeningFigures& figures, double margin)
{
    std::string text = "screening: " + std::to_string(figures.exact) + " of " +
                       std::to_string(figures.children) + " pictures were scored exactly (" +
                       formatReal(std::round(1000 * shareOf(figures)) / 10) + " %)";
    if (figures.sample == 0)
        return text;
    text += "; in a sample of " + std::to_string(figures.sample) + " the largest error was " +
            rounded(figures.largestError) + " log-odds (screening_margin is " + formatReal(margin) +
            "), and " + std::to_string(figures.missed) + " would have been missed";
    return text;
}

} // namespace pareidolia
