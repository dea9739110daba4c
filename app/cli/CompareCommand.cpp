// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/analysis/Evaluation.h"
#include "core/analysis/TypicalConfidence.h"
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "core/loading/Loader.h"
#include "core/models/LabelledFolder.h"
#include "core/run/Engine.h"
#include "core/run/RunFigures.h"
#include "core/run/RunReport.h"
#include "core/runfile/AbsentClassifier.h"
#include "core/runfile/Reopening.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
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

/// The paper's control: the confidences of a run's network in labelled test pictures.
struct PhotoControl
{
    std::string data; ///< the name of the test pictures
    PhotoConfidences confidences;
};
using Photos = std::optional<PhotoControl>;

struct Side
{
    RunFigures run;
    Photos photos; ///< if they were measured
};

/// As measured with one crop for the networks that come with the program; nothing for others.
Result<Photos> knownPhotos(const RunFigures& run)
{
    ASSIGN_OR_RETURN(const auto typical,
                     readTypicalConfidence(typicalConfidenceFile(), run.modelSha256));
    if (!typical || !typical->confidences)
        return std::nullopt;
    return PhotoControl{typical->data, *typical->confidences};
}

/// Measures them with the labelled photographs of a folder, in the run's crop mode. Fails if the
/// run's network is no longer at hand.
Result<Photos> measuredPhotos(const RunFigures& run, const std::string& folder)
{
    const std::string model = run.settings.value("model", std::string());
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(model));
    if (!classifier->info().standsFor(run.modelSha256))
        return failure(model, "it is not the network that " + run.name + " searched against",
                       "restore that network, or leave out --photos");
    const bool tenCrops =
        run.settings.value("view", std::string()) == viewName(NetworkView::TenCrop);
    ASSIGN_OR_RETURN(const auto viewed,
                     withView(classifier, tenCrops ? NetworkView::TenCrop : NetworkView::OneCrop));
    ASSIGN_OR_RETURN(const auto photos, readPhotoFolder(folder, viewed->info()));
    ASSIGN_OR_RETURN(const auto seen,
                     evaluate(*viewed, photos.images, photos.classes, Engine::workersHere()));
    const std::filesystem::path path(folder);
    const auto name = path.has_filename() ? path.filename() : path.parent_path().filename();
    return PhotoControl{name.string(), seen.confidences};
}

/// {"data", "images", "first": histogram, "right": histogram}; null for nothing.
Json photosToJson(const Photos& photos)
{
    if (!photos)
        return nullptr;
    return {{"data", photos->data},
            {"images", photos->confidences.first.total()},
            {"first", histogramToJson(photos->confidences.first)},
            {"right", histogramToJson(photos->confidences.right)}};
}

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

/// A share as a number and a bar; empty if there is no histogram.
std::string bar(const ConfidenceHistogram* histogram, std::size_t bin)
{
    if (!histogram || histogram->total() == 0)
        return {};
    constexpr double longest = 10; // characters for 100 %
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
        for (const std::string& column : columns)
            text += " " + column + std::string(18 - std::min<std::size_t>(column.size(), 18), ' ');
        text.erase(text.find_last_not_of(' ') + 1);
        print(text);
    };
    print("confidences, as shares of the pictures:");
    line("", {"A's champions", "B's champions", a.photos ? "test pictures, A" : "",
              b.photos ? "test pictures, B" : ""});
    for (std::size_t bin = 0; bin < ConfidenceHistogram::bins; ++bin)
        line(binTitle(bin), {bar(&a.run.confidences, bin), bar(&b.run.confidences, bin),
                             bar(photos(a), bin), bar(photos(b), bin)});
    for (const Side* side : {&a, &b})
        if (side->photos)
            print(std::string(side == &a ? "A" : "B") + "'s test pictures: " +
                  std::to_string(side->photos->confidences.first.total()) + " of " +
                  side->photos->data + ", with the confidence of the network's first class");
}

void printTable(const Side& sideA, const Side& sideB)
{
    const RunFigures &a = sideA.run, &b = sideB.run;
    printRow("", "A", "B");
    printRow("median confidence", formatFloat(static_cast<float>(a.median)),
             formatFloat(static_cast<float>(b.median)));
    printRow("mean confidence", formatFloat(static_cast<float>(a.mean)),
             formatFloat(static_cast<float>(b.mean)));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        printRow("classes over " + formatReal(countedThresholds[i]), std::to_string(a.over[i]),
                 std::to_string(b.over[i]));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        printRow("evaluations to a median over " + formatReal(countedThresholds[i]),
                 orNever(a.evaluationsTo[i]), orNever(b.evaluationsTo[i]));
    printHistograms(sideA, sideB);
    print("settings that differ:");
    for (const SettingDifference& difference : settingsThatDiffer(a, b))
        printRow("  " + difference.key, difference.a.is_null() ? "-" : difference.a.dump(),
                 difference.b.is_null() ? "-" : difference.b.dump());
}

/// The text of `run.json`: as exported, or as an export of the run file would have it.
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
    ASSIGN_OR_RETURN(auto control,
                     photos.empty() ? knownPhotos(figures) : measuredPhotos(figures, photos));
    return Side{std::move(figures), std::move(control)};
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
    const auto [verb, options] = addVerb(
        app, action, "compare",
        "Compare two runs, from exports or run files, and list the settings that differ", compare);
    verb->add_option("A", options->a, "The run.json of an export, or a run file")->required();
    verb->add_option("B", options->b, "The other run, given likewise")->required();
    verb->add_option("--photos", options->photos,
                     "A folder with photographs named <class>_…, for a histogram of their "
                     "confidences (default: as measured for the networks of the program)");
}

} // namespace pareidolia::cli
