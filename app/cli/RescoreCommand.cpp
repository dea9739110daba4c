// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/analysis/ConfidenceHistogram.h"
#include "core/analysis/Statistics.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "core/loading/Loader.h"
#include "core/run/Rescoring.h"
#include "core/run/RunFigures.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace pareidolia::cli {

namespace {

using Json = nlohmann::ordered_json;

struct RescoreOptions
{
    std::string source, view, model, threads;
    std::string device = "cpu";
    bool json = false;
};

Statistics statisticsOf(const std::vector<double>& logOdds)
{
    return pareidolia::statisticsOf(
        std::vector<std::optional<double>>(logOdds.begin(), logOdds.end()));
}

Json toJson(const std::string& model, NetworkView view, const std::vector<double>& logOdds)
{
    const Statistics statistics = statisticsOf(logOdds);
    Json confidences = Json::array();
    for (const double value : logOdds)
        confidences.push_back(nineDigits(confidenceOf(value)));
    return {{"model", model},
            {"view", viewName(view)},
            {"mean", statistics.mean},
            {"median", statistics.median},
            {"min", statistics.min},
            {"max", statistics.max},
            {"count_over", countsToJson(statistics.over)},
            {"confidence_histogram", histogramToJson(histogramOf(logOdds))},
            {"confidences", confidences}};
}

void printTable(const ExportedChampions& exported, const std::vector<double>& logOdds,
                const std::string& model, NetworkView view, const Rescored& rescored)
{
    const Statistics before = statisticsOf(logOdds), after = statisticsOf(rescored.logOdds);
    printRow("", "as exported", "scored again");
    printRow("network", exported.model, model);
    printRow("view", viewName(exported.view), viewName(view));
    printRow("median confidence", spokenMedian(before), spokenMedian(after));
    printRow("mean confidence", formatFloat(static_cast<float>(before.mean)),
             formatFloat(static_cast<float>(after.mean)));
    for (std::size_t i = 0; i < countedThresholds.size(); ++i)
        printRow("classes over " + formatReal(countedThresholds[i]), std::to_string(before.over[i]),
                 std::to_string(after.over[i]));
    print(std::to_string(rescored.named) + " of " + std::to_string(logOdds.size()) +
          " champions are still classified as their own class.");
}

Result<int> rescoreExport(const RescoreOptions& options)
{
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(const auto exported, readExport(options.source));
    ASSIGN_OR_RETURN(const auto wanted, parseView(options.view));
    const NetworkView view = wanted.value_or(exported.view);
    const std::string model = options.model.empty() ? exported.model : options.model;
    ASSIGN_OR_RETURN(auto network, openClassifier(model, options.device));
    ASSIGN_OR_RETURN(const auto viewed, withView(std::move(network), view));
    ASSIGN_OR_RETURN(const auto rescored, rescore(exported, *viewed, threads));

    std::vector<double> before;
    for (const ExportedChampion& champion : exported.champions)
        before.push_back(champion.logOdds);
    if (options.json)
        printJson({{"export", options.source},
                   {"pictures", before.size()},
                   {"before", toJson(exported.model, exported.view, before)},
                   {"after", toJson(model, view, rescored.logOdds)},
                   {"named_first", rescored.named}});
    else
        printTable(exported, before, model, view, rescored);
    return exitDone;
}

} // namespace

void addRescoreCommand(CLI::App& app, Action& action)
{
    const auto [verb, options] =
        addVerb(app, action, "rescore",
                "Score the champions of an export in another crop mode or with another network",
                rescoreExport);
    verb->add_option("export", options->source, "The folder of an export, or its run.json")
        ->required();
    verb->add_option("--view", options->view,
                     "The crop mode: one-crop or ten-crop (default: as in the export)");
    verb->add_option("--model", options->model,
                     "A name (see model list) or a .pt file (default: the network of the export)");
    verb->add_option("--threads", options->threads, "Worker threads");
    verb->add_option("--device", options->device, "The torch device that runs the network");
}

} // namespace pareidolia::cli
