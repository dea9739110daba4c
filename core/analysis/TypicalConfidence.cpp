// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TypicalConfidence.h"

#include "core/base/Files.h"
#include "core/base/Resources.h"
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
    const auto bad = [&](const std::string& why) {
        return failure(file.string(), why, "create it again with `pareidolia-cli model evaluate`");
    };
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    const auto json = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!json.is_object())
        return bad("it is not a JSON object");
    const auto entry = json.find(modelSha256);
    if (entry == json.end())
        return std::nullopt;
    try {
        TypicalConfidence typical{.data = entry->at("data").get<std::string>(),
                                  .images = entry->at("images").get<std::size_t>(),
                                  .top1 = entry->at("top1").get<double>()};
        const auto& quantiles = entry->at("log_odds_quantiles");
        for (std::size_t i = 0; i < toldShares.size(); ++i)
            typical.logOdds[i] = quantiles.at(formatReal(toldShares[i])).get<double>();
        if (!std::ranges::is_sorted(typical.logOdds))
            return bad("its log_odds_quantiles are not in ascending order");
        if (const auto counted = entry->find("confidence_histograms"); counted != entry->end()) {
            const auto first = histogramFromJson(counted->at("first"));
            const auto right = histogramFromJson(counted->at("right"));
            if (!first || !right)
                return bad("its confidence_histograms are invalid or have other edges");
            typical.confidences = {*first, *right};
        }
        return typical;
    } catch (const nlohmann::json::exception& problem) {
        return bad(problem.what());
    }
}

} // namespace pareidolia
