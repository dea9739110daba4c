// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunFigures.h"

#include "core/base/Text.h"
#include "core/run/ParameterTable.h"

namespace pareidolia {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* evaluationsKey = "evaluations_to_median";

tl::unexpected<Error> notOurs(const std::string& file)
{
    return failure(file, "it is not the run.json of an export",
                   "give the run.json that `--export` wrote");
}

bool isNumber(const Json& json, const char* key)
{
    return json.contains(key) && json[key].is_number();
}

} // namespace

RunFigures figuresOf(const RunSpec& spec, const Curve& curve)
{
    RunFigures figures{.name = spec.name, .settings = specToJson(spec)};
    const std::vector<CurvePoint> points = curve.points();
    if (points.empty())
        return figures;
    const Statistics& last = points.back().statistics;
    figures.mean = last.mean;
    figures.median = last.median;
    figures.over = last.over;
    for (const CurvePoint& point : points)
        for (std::size_t i = 0; i < countedThresholds.size(); ++i)
            if (!figures.evaluationsTo[i] && point.statistics.median > countedThresholds[i])
                figures.evaluationsTo[i] = point.evaluations;
    return figures;
}

Result<RunFigures> figuresFromStory(std::string_view text, const std::string& file)
{
    const Json story = Json::parse(text, nullptr, false);
    if (!story.is_object() || !isNumber(story, "mean") || !isNumber(story, "median") ||
        !story.contains("spec") || !story["spec"].is_object() || !story.contains("count_over") ||
        !story["count_over"].is_object())
        return notOurs(file);
    RunFigures figures{.name = file,
                       .mean = story["mean"].get<double>(),
                       .median = story["median"].get<double>(),
                       .settings = story["spec"]};
    if (story.contains("model_sha256") && story["model_sha256"].is_string())
        figures.modelSha256 = story["model_sha256"].get<std::string>();
    for (const Json& confidence : story.value("confidences", Json::array()))
        if (confidence.is_number())
            figures.confidences.add(confidence.get<float>());
    const Json evaluations = story.value(evaluationsKey, Json::object());
    for (std::size_t i = 0; i < countedThresholds.size(); ++i) {
        const std::string threshold = formatReal(countedThresholds[i]);
        const Json& counts = story["count_over"];
        if (!counts.contains(threshold) || !counts[threshold].is_number_unsigned())
            return notOurs(file);
        figures.over[i] = counts[threshold].get<std::size_t>();
        if (evaluations.is_object() && evaluations.contains(threshold) &&
            evaluations[threshold].is_number_unsigned())
            figures.evaluationsTo[i] = evaluations[threshold].get<std::uint64_t>();
    }
    return figures;
}

Json countsToJson(const std::array<std::size_t, countedThresholds.size()>& over)
{
    Json json = Json::object();
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        json[formatReal(countedThresholds[i])] = over[i];
    return json;
}

Json evaluationsToJson(const RunFigures& figures)
{
    Json json = Json::object();
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        json[formatReal(countedThresholds[i])] =
            figures.evaluationsTo[i] ? Json(*figures.evaluationsTo[i]) : Json();
    return json;
}

std::vector<SettingDifference> settingsThatDiffer(const RunFigures& a, const RunFigures& b)
{
    std::vector<SettingDifference> differences;
    for (const Parameter& parameter : parameters()) {
        const std::string key(parameter.key);
        if (key == "name" || key == "summary")
            continue;
        const Json left = a.settings.value(key, Json()), right = b.settings.value(key, Json());
        if (left != right)
            differences.push_back({key, left, right});
    }
    return differences;
}

} // namespace pareidolia
