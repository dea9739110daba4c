// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PhotoControl.h"
#include "app/cli/Shared.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/run/RunFigures.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace pareidolia::cli {

namespace {

using Json = nlohmann::ordered_json;

struct CompareOptions
{
    std::string a, b;
    std::string photos;
    bool json = false;
};

using Photos = std::optional<PhotoControl>;

/// One run and, where it is known, how sure its network is of real pictures.
struct Side
{
    RunFigures run;
    Photos photos;
};

Json asJson(const CompareOptions& options, const Side& sideA, const Side& sideB)
{
    const RunFigures &a = sideA.run, &b = sideB.run;
    Json settings = Json::object();
    for (const SettingDifference& difference : settingsThatDiffer(a, b))
        settings[difference.key] = {difference.a, difference.b};
    return {
        {"a", options.a},
        {"b", options.b},
        {"median", {a.median, b.median}},
        {"mean", {a.mean, b.mean}},
        {"count_over", {countsToJson(a.over), countsToJson(b.over)}},
        {"evaluations_to_median", {evaluationsToJson(a), evaluationsToJson(b)}},
        {"settings_that_differ", settings},
        {"confidence_histogram", {histogramToJson(a.confidences), histogramToJson(b.confidences)}},
        {"photos", {photosToJson(sideA.photos), photosToJson(sideB.photos)}}};
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

std::string binTitle(std::size_t bin)
{
    if (bin == 0)
        return "  up to " + formatReal(histogramEdges.front());
    if (bin == histogramEdges.size())
        return "  over " + formatReal(histogramEdges.back());
    return "  over " + formatReal(histogramEdges[bin - 1]) + " to " +
           formatReal(histogramEdges[bin]);
}

/// A column of shares as bars; nothing where nothing is known.
std::string bar(const ConfidenceHistogram* histogram, std::size_t bin)
{
    if (!histogram || histogram->total() == 0)
        return {};
    constexpr double longest = 10; // characters for all of them
    const double share = histogram->share(bin);
    char percent[16];
    std::snprintf(percent, sizeof percent, "%5.1f %% ", 100 * share);
    std::string text = percent;
    text.append(static_cast<std::size_t>(std::ceil(longest * share)), '#');
    text.resize(18, ' ');
    return text;
}

void printHistograms(const Side& a, const Side& b)
{
    const auto photos = [](const Side& side) {
        return side.photos ? &side.photos->confidences.first : nullptr;
    };
    const auto line = [](const std::string& title, const std::array<std::string, 4>& columns) {
        std::string text = title;
        text.resize(28, ' ');
        for (const std::string& column : columns) {
            std::string padded = column;
            padded.resize(std::max<std::size_t>(column.size(), 18), ' ');
            text += " " + padded;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        print(text);
    };
    print("confidences, shares of the pictures:");
    line("", {"A's champions", "B's champions", a.photos ? "photos, A's" : "",
              b.photos ? "photos, B's" : ""});
    for (std::size_t bin = 0; bin < ConfidenceHistogram::bins; ++bin)
        line(binTitle(bin), {bar(&a.run.confidences, bin), bar(&b.run.confidences, bin),
                             bar(photos(a), bin), bar(photos(b), bin)});
    for (const Side* side : {&a, &b})
        if (side->photos)
            print(std::string(side == &a ? "A" : "B") +
                  "'s photos: " + std::to_string(side->photos->confidences.first.total()) + " of " +
                  side->photos->data + ", confidence of the network's first class");
}

void printTable(const Side& sideA, const Side& sideB)
{
    const RunFigures &a = sideA.run, &b = sideB.run;
    row("", "A", "B");
    row("median confidence", shown(a.median), shown(b.median));
    row("mean confidence", shown(a.mean), shown(b.mean));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        row("classes over " + formatReal(countedThresholds[i]), std::to_string(a.over[i]),
            std::to_string(b.over[i]));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        row("evaluations to a median over " + formatReal(countedThresholds[i]),
            orNever(a.evaluationsTo[i]), orNever(b.evaluationsTo[i]));
    printHistograms(sideA, sideB);
    print("settings that differ:");
    for (const SettingDifference& difference : settingsThatDiffer(a, b))
        row("  " + difference.key, difference.a.is_null() ? "-" : difference.a.dump(),
            difference.b.is_null() ? "-" : difference.b.dump());
}

/// What an export of it would say, or what the export says.
Result<std::string> storyIn(const std::string& file)
{
    if (!std::filesystem::path(file).extension().string().starts_with(".pareidolia"))
        return readFile(file);
    ASSIGN_OR_RETURN(const auto opened, RunFile::open(file));
    ASSIGN_OR_RETURN(const auto run,
                     reopen(*opened, std::make_shared<AbsentClassifier>(opened->header())));
    return runStory(run->snapshot(), {.seconds = opened->seconds()}).dump();
}

Result<Side> read(const std::string& file, const std::string& photos)
{
    ASSIGN_OR_RETURN(const auto text, storyIn(file));
    ASSIGN_OR_RETURN(auto figures, figuresFromStory(text, file));
    Result<Photos> control;
    if (photos.empty())
        control = knownPhotos(figures);
    else
        control = measuredPhotos(figures, photos).map([](PhotoControl seen) {
            return Photos(std::move(seen));
        });
    if (!control)
        return tl::unexpected(control.error());
    return Side{std::move(figures), std::move(*control)};
}

Result<int> compare(const CompareOptions& options)
{
    ASSIGN_OR_RETURN(const auto a, read(options.a, options.photos));
    ASSIGN_OR_RETURN(const auto b, read(options.b, options.photos));
    if (options.json)
        printJson(asJson(options, a, b));
    else
        printTable(a, b);
    return exitDone;
}

} // namespace

void addCompareCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* verb = app.add_subcommand(
        "compare",
        "Compare two runs, from exports or run files, and list the settings that differ");
    verb->add_option("A", options->a, "The run.json of an export, or a run file")->required();
    verb->add_option("B", options->b, "Another one")->required();
    verb->add_option("--photos", options->photos,
                     "Photographs named <class>_… whose confidences are shown beside them (known "
                     "for the networks that come with the program)");
    verb->add_flag("--json", options->json, "Print one line of JSON");
    verb->callback([options, &action] { action = [options] { return compare(*options); }; });
}

} // namespace pareidolia::cli
