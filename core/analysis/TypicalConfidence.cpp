// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TypicalConfidence.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pareidolia {

std::optional<double> shareLessSure(const ToldQuantiles& quantiles, double logOdds)
{
    if (!(logOdds >= quantiles.front() && logOdds <= quantiles.back()))
        return std::nullopt;
    for (std::size_t above = 1; above < quantiles.size(); ++above) {
        const double left = quantiles[above - 1], right = quantiles[above];
        if (logOdds > right)
            continue;
        const double way = right > left ? (logOdds - left) / (right - left) : 0;
        return toldShares[above - 1] + way * (toldShares[above] - toldShares[above - 1]);
    }
    return toldShares.back();
}

std::filesystem::path typicalConfidenceFile()
{
    return resourceFolder() / "models" / "typical.json";
}

Result<std::optional<TypicalConfidence>> readTypicalConfidence(const std::filesystem::path& file,
                                                               const std::string& modelSha256)
{
    ASSIGN_OR_RETURN(const auto text, readFile(file));
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    const auto read = [&]() -> std::optional<TypicalConfidence> {
        const StrictObject all(json, "");
        if (!all.has(modelSha256))
            return std::nullopt;
        const StrictObject entry(
            all.at(modelSha256), "",
            {"model", "data", "images", "top1", "log_odds_quantiles", "confidence_histograms"});
        TypicalConfidence typical{.data = entry.text("data"),
                                  .images = entry.whole<std::size_t>("images", 1, INT64_MAX),
                                  .top1 = entry.number("top1", 0, 1)};
        const StrictObject quantiles(entry.at("log_odds_quantiles"), "log_odds_quantiles");
        for (std::size_t i = 0; i < toldShares.size(); ++i)
            typical.logOdds[i] = quantiles.number(formatReal(toldShares[i]));
        if (!std::ranges::is_sorted(typical.logOdds))
            entry.refuse("log_odds_quantiles", "they do not ascend", {});
        if (entry.has("confidence_histograms")) {
            const StrictObject counted(entry.at("confidence_histograms"), "confidence_histograms",
                                       {"first", "right"});
            const auto first = histogramFromJson(counted.at("first"));
            const auto right = histogramFromJson(counted.at("right"));
            if (!first || !right)
                entry.refuse("confidence_histograms", "they are none, or have other edges", {});
            typical.confidences = {*first, *right};
        }
        return typical;
    };
    return strictly(read, [&](const BadKey& bad) {
        return Error{file.string(), bad.key + ": " + bad.why,
                     "make it anew with pareidolia-cli model evaluate"};
    });
}

} // namespace pareidolia
