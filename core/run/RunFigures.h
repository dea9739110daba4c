// SPDX-License-Identifier: GPL-3.0-or-later
// What two runs are compared by, from a run under way or from the `run.json` of an export.
#pragma once

#include "core/analysis/ConfidenceHistogram.h"
#include "core/run/Curve.h"
#include "core/run/RunSpec.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

struct RunFigures
{
    std::string name; ///< of the preset, or what the file is called
    double mean = 0;
    double median = 0;
    std::array<std::size_t, countedThresholds.size()> over{}; ///< classes over each threshold

    /// Pictures scored when the median first was over each threshold, as finely as the curve is
    /// kept (every generation up to 4096 of them); nothing if it never was.
    std::array<std::optional<std::uint64_t>, countedThresholds.size()> evaluationsTo;

    nlohmann::ordered_json settings; ///< as in a spec file

    /// Of the champions, and the network's hash; only from a `run.json`.
    ConfidenceHistogram confidences;
    std::string modelSha256;
};

RunFigures figuresOf(const RunSpec& spec, const Curve& curve);

/// From the text of a `run.json`; `file` is named in errors. Exports of older versions tell no
/// evaluations.
Result<RunFigures> figuresFromStory(std::string_view text, const std::string& file);

/// {"0.5": 10, …, "0.9999": 9}: classes over each threshold.
nlohmann::ordered_json countsToJson(const std::array<std::size_t, countedThresholds.size()>& over);

/// {"0.5": 2200, …, "0.9999": null}: evaluations to a median over each threshold.
nlohmann::ordered_json evaluationsToJson(const RunFigures& figures);

struct SettingDifference
{
    std::string key;
    nlohmann::ordered_json a, b; ///< null where it does not apply
};

/// In the order of the parameter table; name and summary are no settings.
std::vector<SettingDifference> settingsThatDiffer(const RunFigures& a, const RunFigures& b);

} // namespace pareidolia
