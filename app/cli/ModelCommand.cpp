// SPDX-License-Identifier: GPL-3.0-or-later
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
#include <memory>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

namespace {

struct ModelOptions
{
    std::string model;
    std::string data;
    std::string threads;
    std::string device = "cpu";
    bool json = false;
};

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f %%", 100 * share);
    return text;
}

Result<int> list(bool json)
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
        if (!json)
            print(model.name + ": " + model.summary);
    }
    if (json)
        printJson(all);
    return exitDone;
}

Result<int> show(const ModelOptions& options)
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
    const auto overThat = [&](std::size_t share) {
        return spokenConfidence(confidenceOf(seen.logOdds[share]), seen.logOdds[share]);
    };
    print("half of them have a confidence over " + overThat(2) + ", 95 % over " + overThat(0));
}

/// Keys that are added stand after those that scripts rely on.
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

Result<int> evaluateModel(const ModelOptions& options)
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

} // namespace

void addModelCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<ModelOptions>();
    CLI::App* verb = app.add_subcommand("model", "The networks at hand");
    verb->require_subcommand(1);

    CLI::App* listVerb = verb->add_subcommand("list", "List every network with one sentence");
    CLI::App* showVerb =
        verb->add_subcommand("show", "Print what the manifest says about a network");
    CLI::App* evaluateVerb =
        verb->add_subcommand("evaluate", "Measure the accuracy of a network on labelled pictures");
    for (CLI::App* one : {showVerb, evaluateVerb})
        one->add_option("model", options->model, "A name (see model list) or a .pt file")
            ->required();
    for (CLI::App* one : {listVerb, showVerb, evaluateVerb})
        one->add_flag("--json", options->json, "Print the result as one line of JSON");
    evaluateVerb
        ->add_option("--data", options->data,
                     "A folder with IDX test data, or with photographs named <class>_…")
        ->required();
    evaluateVerb->add_option("--threads", options->threads, "Workers");
    evaluateVerb->add_option("--device", options->device, "The torch device that runs the network");

    addModelImportCommand(*verb, action);
    addModelLibraryVerbs(*verb, action);
    addCatalogueVerbs(*verb, action);

    listVerb->callback([options, &action] { action = [options] { return list(options->json); }; });
    showVerb->callback([options, &action] { action = [options] { return show(*options); }; });
    evaluateVerb->callback(
        [options, &action] { action = [options] { return evaluateModel(*options); }; });
}

} // namespace pareidolia::cli
