// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/base/Files.h"
#include "core/base/Text.h"
#include "core/run/RunFigures.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

using Json = nlohmann::ordered_json;

struct CompareOptions
{
    std::string a, b;
    bool json = false;
};

Json asJson(const CompareOptions& options, const RunFigures& a, const RunFigures& b)
{
    Json settings = Json::object();
    for (const SettingDifference& difference : settingsThatDiffer(a, b))
        settings[difference.key] = {difference.a, difference.b};
    return {{"a", options.a},
            {"b", options.b},
            {"median", {a.median, b.median}},
            {"mean", {a.mean, b.mean}},
            {"count_over", {countsToJson(a.over), countsToJson(b.over)}},
            {"evaluations_to_median", {evaluationsToJson(a), evaluationsToJson(b)}},
            {"settings_that_differ", settings}};
}

void row(const std::string& title, const std::string& a, const std::string& b)
{
    char line[256];
    std::snprintf(line, sizeof line, "%-36s %20s %20s", title.c_str(), a.c_str(), b.c_str());
    print(line);
}

std::string shown(double confidence)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", confidence);
    return text;
}

std::string orNever(const std::optional<std::uint64_t>& evaluations)
{
    return evaluations ? std::to_string(*evaluations) : "never";
}

void printTable(const RunFigures& a, const RunFigures& b)
{
    row("", "A", "B");
    row("median confidence", shown(a.median), shown(b.median));
    row("mean confidence", shown(a.mean), shown(b.mean));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        row("classes over " + formatReal(countedThresholds[i]), std::to_string(a.over[i]),
            std::to_string(b.over[i]));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        row("evaluations to a median over " + formatReal(countedThresholds[i]),
            orNever(a.evaluationsTo[i]), orNever(b.evaluationsTo[i]));
    print("settings that differ:");
    for (const SettingDifference& difference : settingsThatDiffer(a, b))
        row("  " + difference.key, difference.a.is_null() ? "-" : difference.a.dump(),
            difference.b.is_null() ? "-" : difference.b.dump());
}

Result<RunFigures> read(const std::string& file)
{
    const auto text = readFile(file);
    if (!text)
        return tl::unexpected(text.error());
    return figuresFromStory(*text, file);
}

Result<int> compare(const CompareOptions& options)
{
    const auto a = read(options.a);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = read(options.b);
    if (!b)
        return tl::unexpected(b.error());
    if (options.json)
        printJson(asJson(options, *a, *b));
    else
        printTable(*a, *b);
    return exitDone;
}

} // namespace

void addCompareCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* verb = app.add_subcommand(
        "compare", "Two exported runs side by side, and the settings that differ");
    verb->add_option("A", options->a, "The run.json of an export")->required();
    verb->add_option("B", options->b, "Another one")->required();
    verb->add_flag("--json", options->json, "Print one line of JSON");
    verb->callback([options, &action] { action = [options] { return compare(*options); }; });
}

} // namespace pareidolia::cli
