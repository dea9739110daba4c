// SPDX-License-Identifier: GPL-3.0-or-later
// `model` and its verbs, except those of ImportCommand and CatalogueCommand.
#include "app/cli/Shared.h"
#include "core/analysis/Evaluation.h"
#include "core/base/ReturnError.h"
#include "core/base/SpokenConfidence.h"
#include "core/base/Text.h"
#include "core/classifier/Scores.h"
#include "core/loading/Loader.h"
#include "core/models/LabelledFolder.h"
#include "core/models/Manifest.h"
#include "core/models/ModelLibrary.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct ListOptions
{
    bool json = false;
};

struct ShowOptions
{
    std::string model;
    bool json = false;
};

struct EvaluateOptions : ShowOptions
{
    std::string data, threads;
    std::string device = "cpu";
};

struct OwnOptions
{
    std::string model, newName;
};

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100 * share);
    return text;
}

Result<int> list(const ListOptions& options)
{
    const ModelLibrary::Survey survey = ModelLibrary::standard().survey();
    for (const Error& problem : survey.problems)
        tell("pareidolia-cli: " + problem.sentence());
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& [model, file, own] : survey.entries) {
        all.push_back({{"name", model.name},
                       {"summary", model.summary},
                       {"classes", model.classes()},
                       {"sha256", model.sha256}});
        if (!options.json)
            print(model.name + ": " + model.summary);
    }
    if (options.json)
        printJson(all);
    return exitDone;
}

Result<int> show(const ShowOptions& options)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(options.model));
    nlohmann::ordered_json json = manifestToJson(file.info());
    json["sha256"] = file.info().sha256;
    json["file"] = file.path().string();
    if (options.json)
        printJson(json);
    else
        print(json.dump(2));
    return exitDone;
}

void printEvaluation(const std::string& model, const Evaluation& seen)
{
    print(model + ": " + std::to_string(seen.images) + " pictures, top-1 " + percent(seen.top1) +
          ", top-5 " + percent(seen.top5) + ", " +
          std::to_string(std::lround(seen.imagesPerSecond)) + " pictures/s");
    const auto confidenceAt = [&](std::size_t share) {
        return spokenConfidence(confidenceOf(seen.logOdds[share]), seen.logOdds[share]);
    };
    print("half of the pictures have a confidence over " + confidenceAt(2) + ", 95 % over " +
          confidenceAt(0));
}

/// New keys come after those that scripts rely on.
nlohmann::ordered_json evaluationToJson(const std::string& model, const Evaluation& seen)
{
    nlohmann::ordered_json json = {{"model", model},
                                   {"images", seen.images},
                                   {"top1", seen.top1},
                                   {"top5", seen.top5},
                                   {"images_per_second", std::round(seen.imagesPerSecond)}};
    for (std::size_t i = 0; i < toldShares.size(); ++i) {
        const std::string share = formatReal(toldShares[i]);
        json["log_odds_quantiles"][share] = seen.logOdds[i];
        json["confidence_quantiles"][share] = nineDigits(confidenceOf(seen.logOdds[i]));
    }
    json["confidence_histograms"] = {{"first", histogramToJson(seen.confidences.first)},
                                     {"right", histogramToJson(seen.confidences.right)}};
    return json;
}

Result<int> evaluateModel(const EvaluateOptions& options)
{
    ASSIGN_OR_RETURN(const auto threads, parseThreads(options.threads));
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(options.model, options.device));
    ASSIGN_OR_RETURN(const auto pictures, readLabelledFolder(options.data, classifier->info()));
    ASSIGN_OR_RETURN(const auto seen,
                     evaluate(*classifier, pictures.images, pictures.classes, threads));
    if (options.json) {
        auto json = evaluationToJson(options.model, seen);
        json["model_sha256"] = classifier->info().sha256;
        printJson(json);
    } else {
        printEvaluation(options.model, seen);
    }
    return exitDone;
}

Result<int> rename(const OwnOptions& options)
{
    RETURN_IF_ERROR(ModelLibrary::standard().rename(options.model, options.newName));
    print(options.model + " was renamed to " + options.newName);
    return exitDone;
}

Result<int> remove(const OwnOptions& options)
{
    RETURN_IF_ERROR(ModelLibrary::standard().remove(options.model));
    print(options.model + " was removed");
    return exitDone;
}

} // namespace

void addModelCommand(CLI::App& app, Action& action)
{
    CLI::App* model = app.add_subcommand("model", "The networks at hand");
    model->require_subcommand(1);
    addVerb(*model, action, "list", "List every network with one sentence", list);
    const auto [showing, shown] =
        addVerb(*model, action, "show", "Print the manifest of a network", show);
    showing->add_option("model", shown->model, "A name (see model list) or a .pt file")->required();
    const auto [evaluating, evaluated] =
        addVerb(*model, action, "evaluate",
                "Measure the accuracy of a network on labelled pictures", evaluateModel);
    evaluating->add_option("model", evaluated->model, "A name (see model list) or a .pt file")
        ->required();
    evaluating
        ->add_option("--data", evaluated->data,
                     "A folder with IDX test data, or with photographs named <class>_…")
        ->required();
    evaluating->add_option("--threads", evaluated->threads, "Worker threads");
    evaluating->add_option("--device", evaluated->device, "The torch device that runs the network");
    addImportCommand(*model, action);
    const auto [renaming, renamed] =
        addVerb(*model, action, "rename", "Rename one of your networks", rename);
    renaming->add_option("model", renamed->model, "Its name (see model list)")->required();
    renaming->add_option("name", renamed->newName, "The new name")->required();
    const auto [removing, removed] =
        addVerb(*model, action, "remove", "Delete one of your networks", remove);
    removing->add_option("model", removed->model, "Its name (see model list)")->required();
    addCatalogueCommands(*model, action);
}

} // namespace pareidolia::cli
