// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunReport.h"

#include "core/base/Text.h"
#include "core/base/Version.h"
#include "core/run/ParameterTable.h"
#include "core/run/RunFigures.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace pareidolia {

namespace {

using nlohmann::ordered_json;

template <typename Value>
ordered_json orNull(const std::optional<Value>& value)
{
    return value ? ordered_json(*value) : ordered_json();
}

ordered_json confidences(const Archive& archive)
{
    ordered_json list = ordered_json::array();
    for (std::size_t index = 0; index < archive.classes(); ++index) {
        const auto& champion = archive.champion(index);
        list.push_back(champion ? ordered_json(nineDigits(champion->confidence)) : ordered_json());
    }
    return list;
}

std::string encodingName(const RunSnapshot& run)
{
    const EmitterKind* kind = findEmitterKind(run.spec().search);
    return kind && kind->usesEncoding ? run.spec().encoding : "pixels";
}

/// Empty where there is and was none.
ordered_json screeningResult(const RunSnapshot& run)
{
    ordered_json result = ordered_json::object();
    const RunSpec& spec = run.settings.now();
    const Parameter& parameter = **findParameter("screening");
    const bool isOn =
        applies(parameter, spec) && spec.settings.screening.precision != Screening::Off;
    if (!isOn && !run.screening.any())
        return result;
    ordered_json& told = result["screening"];
    told = {{"precision", parameter.get(spec)}, {"margin", spec.settings.screening.margin}};
    told.update(screeningToJson(run.screening));
    return result;
}

/// Labels may hold anything; file names may not.
std::string fileWord(const std::string& label)
{
    std::string word;
    for (const char letter : label.substr(0, 40)) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-';
        word += plain ? letter : '_';
    }
    return word;
}

std::string curveLine(const CurvePoint& point)
{
    const Statistics& statistics = point.statistics;
    std::string line = std::to_string(point.generation) + ',' + std::to_string(point.evaluations);
    for (const double value : {statistics.mean, statistics.median, statistics.min, statistics.max})
        line += ',' + formatReal(value);
    for (const std::size_t count : statistics.over)
        line += ',' + std::to_string(count);
    for (const double value : statistics.logOddsQuantiles)
        line += ',' + formatReal(value);
    return line;
}

} // namespace

ordered_json runResult(const RunSnapshot& run, const RunCircumstances& circumstances)
{
    const Archive& archive = run.archive;
    const Statistics& statistics = run.statistics;
    const Lifecycle& lifecycle = run.lifecycle;

    ordered_json json = {
        {"preset", run.spec().name},
        {"search", run.spec().search},
        {"encoding", encodingName(run)},
        {"model", run.spec().model},
        {"model_sha256", run.model().sha256},
        {"seed", run.settings.now().settings.seed},
        {"threads", circumstances.threads},
        {"generation", orNull(run.generation)},
        {"evaluations", run.evaluations},
        {"seconds", std::round(circumstances.seconds * 1000) / 1000},
        {"mean", statistics.mean},
        {"median", statistics.median},
        {"min", statistics.min},
        {"max", statistics.max},
        {"count_over", countsToJson(statistics.over)},
        {"confidences", confidences(archive)},
        {"archive_sha256", archive.sha256()},
        {"ended", lifecycle.reason.empty() ? wordOf(lifecycle.state) : lifecycle.reason},
        {"state", wordOf(lifecycle.state)},
        {"ended_by", lifecycle.endedBy.empty() ? ordered_json() : ordered_json(lifecycle.endedBy)},
        {"passes", {{"forward", run.passes.forward}, {"backward", run.passes.backward}}},
        {"invalid_scores", run.invalidScores},
        {"view", viewName(run.spec().view)},
    };
    json.update(run.report);
    json.update(screeningResult(run));
    return json;
}

ordered_json changesToJson(const std::vector<ChangeRecord>& changes)
{
    ordered_json list = ordered_json::array();
    for (const ChangeRecord& change : changes)
        list.push_back(
            {{"generation", change.generation}, {"key", change.key}, {"value", change.value}});
    return list;
}

ordered_json runStory(const RunSnapshot& run, const RunCircumstances& circumstances)
{
    ordered_json json = runResult(run, circumstances);
    json["program_version"] = programVersion();
    json["runtime"] = run.classifier->runtime();
    json["spec"] = specToJson(run.settings.now());
    json["evaluations_to_median"] = evaluationsToJson(figuresOf(run.spec(), run.curve));
    json["changes"] = changesToJson(run.settings.changes());

    json["pictures"] = ordered_json::array();
    for (const std::size_t index : run.archive.filled()) {
        const Champion& champion = run.champion(index);
        json["pictures"].push_back({
            {"class", index},
            {"label", run.model().labels[index]},
            {"confidence", nineDigits(champion.confidence)},
            {"log_odds", champion.logOdds},
            {"file", pictureName(run, index)},
            {"generation", champion.individual->id.generation},
            {"child", champion.individual->id.child},
            {"from_class", orNull(champion.individual->fromClass)},
        });
    }
    return json;
}

std::string curvesCsv(const RunSnapshot& run)
{
    return curvesCsv({&run, 1});
}

std::string curvesCsv(std::span<const RunSnapshot> runs)
{
    const bool several = runs.size() > 1;
    std::string csv = several ? "run,generation" : "generation";
    csv += ",evaluations,mean,median,min,max";
    for (const double threshold : countedThresholds)
        csv += ",over_" + formatReal(threshold);
    csv += ",log_odds_min,log_odds_q25,log_odds_median,log_odds_q75,log_odds_max\n";

    for (std::size_t i = 0; i < runs.size(); ++i)
        for (const CurvePoint& point : runs[i].curve.points()) {
            if (several)
                csv += {static_cast<char>('A' + i), ','};
            csv += curveLine(point) + '\n';
        }
    return csv;
}

std::string improvementsCsv(const RunSnapshot& run)
{
    std::string csv = "generation,child,class,from_class,confidence,log_odds\n";
    for (const ImprovementRecord& record : run.improvements) {
        csv += std::to_string(record.id.generation) + ',' + std::to_string(record.id.child) + ',' +
               std::to_string(record.index) + ',';
        if (record.fromClass >= 0)
            csv += std::to_string(record.fromClass);
        csv += ',' + formatFloat(confidenceOf(record.logOdds)) + ',' + formatReal(record.logOdds) +
               '\n';
    }
    return csv;
}

std::string pictureName(const RunSnapshot& run, std::size_t index)
{
    // Rounded down: a name must not promise more than the picture keeps.
    const double confidence = std::floor(double{run.champion(index).confidence} * 1e6) / 1e6;
    char number[16], decimals[16];
    std::snprintf(number, sizeof number, "%04zu", index);
    std::snprintf(decimals, sizeof decimals, "%.6f", confidence);
    std::string name = number;
    name += '_';
    name += fileWord(run.model().labels[index]);
    name += '_';
    name += decimals;
    return name + ".png";
}

PngText pictureText(const RunSnapshot& run, std::size_t index)
{
    const Champion& champion = run.champion(index);
    const ModelInfo& model = run.model();
    const RunSpec& made = run.settings.at(champion.individual->id.generation);
    PngText text{
        {"Class", std::to_string(index)},
        {"Label", model.labels[index]},
        {"Confidence", formatFloat(champion.confidence)},
        {"Log-odds", formatReal(champion.logOdds)},
        {"Model", model.name},
        {"Model SHA-256", model.sha256},
        {"View", viewName(run.spec().view)},
        {"Seed", std::to_string(made.settings.seed)},
        {"Generation", std::to_string(champion.individual->id.generation)},
        {"Software", "Pareidolia " + programVersion()},
        {"Spec", specToJson(made).dump()},
        {"Genome", champion.individual->genome->toJson().dump()},
    };
    if (const auto from = champion.individual->fromClass)
        text.emplace_back("From label", model.labels[*from]);
    return text;
}

} // namespace pareidolia
