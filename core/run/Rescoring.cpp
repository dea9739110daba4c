// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Rescoring.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/classifier/Scores.h"
#include "core/encoding/CppnRenderer.h"
#include "core/run/RunSpec.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* storyName = "run.json";

std::string textOf(const PngText& text, std::string_view key)
{
    const auto found = std::ranges::find(text, key, &PngText::value_type::first);
    return found == text.end() ? std::string() : found->second;
}

/// Null if no CPPN painted the picture.
std::shared_ptr<const CppnGenome> painterOf(const PngText& text)
{
    const Json genome = Json::parse(textOf(text, "Genome"), nullptr, false);
    return genome.is_object() ? parseCppn(genome).value_or(nullptr) : nullptr;
}

Result<std::vector<std::size_t>> classesOf(const ExportedChampions& exported,
                                           const ModelInfo& model)
{
    std::vector<std::size_t> classes;
    for (const ExportedChampion& champion : exported.champions) {
        const auto found = std::ranges::find(model.labels, champion.label);
        if (found == model.labels.end())
            return usageError(model.name, "it has no class \"" + champion.label + "\"",
                              "choose a network with the classes of the export");
        classes.push_back(static_cast<std::size_t>(found - model.labels.begin()));
    }
    return classes;
}

/// Scores the champions from `begin` on, as many as `logOdds` has places for.
Result<std::size_t> scorePart(const ExportedChampions& exported, const Classifier& classifier,
                              std::span<const std::size_t> classes, std::size_t begin,
                              std::span<double> logOdds)
{
    std::vector<Image> pictures;
    for (std::size_t i = 0; i < logOdds.size(); ++i) {
        ASSIGN_OR_RETURN(const auto png, readPng(exported.champions[begin + i].file));
        pictures.push_back(shownAt(classifier.info().input, png));
    }
    const auto scores = classifier.score(pictures);
    if (!scores)
        return tl::unexpected(scores.error());
    std::size_t named = 0;
    for (std::size_t i = 0; i < logOdds.size(); ++i) {
        if (scores->firstInvalid(i))
            return failure(exported.champions[begin + i].file.string(),
                           "the scores that " + classifier.info().name + " gives are not numbers",
                           "check the network's weights and normalisation");
        const std::size_t index = classes[begin + i];
        logOdds[i] = scores->row(i)[index];
        named += scores->best(i) == index;
    }
    return named;
}

} // namespace

Result<ExportedChampions> readExport(const fs::path& folderOrStory)
{
    std::error_code ignored;
    const fs::path story =
        fs::is_directory(folderOrStory, ignored) ? folderOrStory / storyName : folderOrStory;
    ASSIGN_OR_RETURN(const auto text, readFile(story));
    const Json json = Json::parse(text, nullptr, false);
    try {
        ExportedChampions exported;
        ASSIGN_OR_RETURN(const auto spec, specFromJson(json.at("spec").dump(), story.string()));
        exported.model = spec.model;
        exported.view = spec.view;
        for (const Json& picture : json.at("pictures")) {
            // Only the name: an export may have been moved, and must not point outside itself.
            const fs::path file = fs::path(picture.at("file").get<std::string>()).filename();
            exported.champions.push_back({.label = picture.at("label").get<std::string>(),
                                          .logOdds = picture.at("log_odds").get<double>(),
                                          .file = story.parent_path() / file});
        }
        if (exported.champions.empty())
            return failure(story.string(), "it has no champion", "export a run that has some");
        return exported;
    } catch (const nlohmann::json::exception&) {
        return failure(story.string(), "it is not the run.json of an export",
                       "give the folder that `--export` wrote, or the run.json in it");
    }
}

Image shownAt(const ImageShape& input, const PngFile& picture)
{
    const ImageShape& scored = picture.image.shape;
    if (scored == input)
        return picture.image;
    if (const auto painter = painterOf(picture.text)) {
        const auto spec = specFromJson(textOf(picture.text, "Spec"), "the picture");
        const Image painted = renderCppn(*painter, input, scored,
                                         spec ? spec->coordinates : CoordinateSystem::Normalised);
        return painted.shape == input ? painted : scaledTo(input, painted);
    }
    return scaledTo(input, picture.image);
}

Result<Rescored> rescore(const ExportedChampions& exported, const Classifier& classifier,
                         int threads)
{
    ASSIGN_OR_RETURN(const auto classes, classesOf(exported, classifier.info()));
    const std::size_t all = exported.champions.size();
    const auto chunk = static_cast<std::size_t>(std::max(classifier.info().plan.microBatch, 1));
    Rescored result{.logOdds = std::vector<double>(all)}; // every champion has a place of its own
    std::atomic<std::size_t> next{0};
    std::mutex mutex;           // guards `named` and `error`
    std::optional<Error> error; // the first one
    {
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < threads; ++worker)
            workers.emplace_back([&] {
                for (std::size_t at; (at = next.fetch_add(chunk)) < all;) {
                    const auto places =
                        std::span(result.logOdds).subspan(at, std::min(chunk, all - at));
                    const auto named = scorePart(exported, classifier, classes, at, places);
                    const std::scoped_lock lock(mutex);
                    if (!named) {
                        error = error ? error : named.error();
                        next = all;
                        return;
                    }
                    result.named += *named;
                }
            });
    }
    if (error)
        return tl::unexpected(*error);
    return result;
}

} // namespace pareidolia
