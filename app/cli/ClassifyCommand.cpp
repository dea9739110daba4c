// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/base/SpokenConfidence.h"
#include "core/base/Text.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/image/PngFile.h"
#include "core/loading/Loader.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

namespace pareidolia::cli {

namespace {

struct ClassifyOptions
{
    std::string model;
    std::vector<std::string> files;
    std::string top = "5";
    std::string fit;
    std::string device = "cpu";
    bool json = false;
};

std::string described(const ImageShape& shape)
{
    return std::to_string(shape.width) + "×" + std::to_string(shape.height) +
           (shape.channels == 1 ? " grey" : " RGB");
}

bool isPng(const std::string& file)
{
    std::string ending = std::filesystem::path(file).extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending == ".png";
}

/// Where nothing is said a PNG is taken as it is, and a photograph is cropped.
Result<Image> readPicture(const std::string& file, const std::string& fit, const ImageShape& input)
{
    if (fit == "crop" || (fit.empty() && !isPng(file))) {
        const auto photo = readPhoto(file);
        if (!photo)
            return photo;
        return croppedTo(input, *photo);
    }
    auto png = readPng(file);
    if (!png)
        return tl::unexpected(png.error());
    if (png->image.shape != input)
        return failure(file,
                       "it is " + described(png->image.shape) + ", but the network takes " +
                           described(input),
                       "give --fit crop to have it scaled, cropped and converted");
    return std::move(png->image);
}

std::vector<std::size_t> surest(std::span<const double> logOdds, std::size_t count)
{
    std::vector<std::size_t> order(logOdds.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t c) { return logOdds[c]; });
    order.resize(std::min(count, order.size()));
    return order;
}

nlohmann::ordered_json tell(const std::string& file, std::span<const double> logOdds,
                            const std::vector<std::string>& labels, std::size_t count, bool json)
{
    nlohmann::ordered_json top = nlohmann::ordered_json::array();
    std::string line = file + ":";
    for (const std::size_t index : surest(logOdds, count)) {
        const float confidence = confidenceOf(logOdds[index]);
        top.push_back({{"class", index},
                       {"label", labels[index]},
                       {"confidence", nineDigits(confidence)},
                       {"log_odds", logOdds[index]}});
        line += (top.size() == 1 ? " " : ", ") + labels[index] + " " +
                spokenConfidence(confidence, logOdds[index]);
    }
    if (!json)
        print(line);
    return {{"file", file}, {"top", top}};
}

Result<int> classify(const ClassifyOptions& options)
{
    const auto count = parseUnsigned(options.top);
    if (!count || *count < 1)
        return usageError("--top", "\"" + options.top + "\" is no number of classes",
                          "give 1 or more");
    if (!options.fit.empty() && options.fit != "crop" && options.fit != "exact")
        return usageError("--fit", "\"" + options.fit + "\" is none of its values",
                          "give crop or exact");
    const auto classifier = openClassifier(options.model, options.device);
    if (!classifier)
        return tl::unexpected(classifier.error());
    const ModelInfo& model = (*classifier)->info();

    std::vector<Image> pictures;
    for (const std::string& file : options.files) {
        auto picture = readPicture(file, options.fit, model.input);
        if (!picture)
            return tl::unexpected(picture.error());
        pictures.push_back(std::move(*picture));
    }
    const auto scores = (*classifier)->score(pictures);
    if (!scores)
        return tl::unexpected(scores.error());
    for (std::size_t i = 0; i < pictures.size(); ++i)
        if (scores->firstInvalid(i))
            return failure(options.files[i],
                           "the scores that " + model.name + " gives it are not numbers",
                           "check the network's weights and normalisation");

    nlohmann::ordered_json results = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < pictures.size(); ++i)
        results.push_back(
            tell(options.files[i], scores->row(i), model.labels, *count, options.json));
    if (options.json)
        printJson({{"model", options.model}, {"results", results}});
    return exitDone;
}

} // namespace

void addClassifyCommand(CLI::App& app, Action& action)
{
    const auto options = std::make_shared<ClassifyOptions>();
    CLI::App* verb = app.add_subcommand("classify", "What a network sees in pictures");
    verb->add_option("model", options->model, "A name (see model list) or a .pt file")->required();
    verb->add_option("images", options->files, "PNG files of the network's size, or photographs")
        ->required();
    verb->add_option("--top", options->top, "How many classes to name (5)");
    verb->add_option("--fit", options->fit,
                     "exact: no pixel is touched (PNG files); crop: scaled to 256/224 of the "
                     "input, centre cut out (other files)");
    verb->add_option("--device", options->device, "Where the network runs: a torch device");
    verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    verb->callback([options, &action] { action = [options] { return classify(*options); }; });
}

} // namespace pareidolia::cli
