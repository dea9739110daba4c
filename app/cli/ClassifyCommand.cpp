// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/base/SpokenConfidence.h"
#include "core/base/Text.h"
#include "core/classifier/TenCrops.h"
#include "core/image/Photo.h"
#include "core/loading/Loader.h"

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

namespace pareidolia::cli {

namespace {

struct ClassifyOptions
{
    std::string model;
    std::vector<std::string> files;
    std::string top = "5";
    std::string fit, view;
    std::string device = "cpu";
    bool json = false;
};

std::string described(const ImageShape& shape)
{
    return std::to_string(shape.width) + "×" + std::to_string(shape.height) +
           (shape.channels == 1 ? " grey" : " RGB");
}

/// The network in both crop modes; that of ten crops is made when it is first needed.
class Views
{
public:
    explicit Views(std::shared_ptr<const Classifier> network) : m_views{std::move(network), nullptr}
    {}

    Result<const Classifier*> in(NetworkView view)
    {
        auto& viewed = m_views[static_cast<std::size_t>(view)];
        if (!viewed) {
            ASSIGN_OR_RETURN(auto made, withView(m_views.front(), view));
            viewed = std::move(made);
        }
        return viewed.get();
    }

private:
    std::array<std::shared_ptr<const Classifier>, 2> m_views;
};

struct Input
{
    Image picture;
    NetworkView view = NetworkView::OneCrop;
    std::vector<std::string> remarks;
};

/// By default a PNG is taken as it is, in the crop mode that its text keys tell, and a photograph
/// is cropped.
Result<Input> readPicture(const std::string& file, const std::string& fit,
                          const std::optional<NetworkView>& view, Views& views)
{
    ASSIGN_OR_RETURN(auto photo, readPhoto(file));
    for (const std::string& remark : photo.remarks)
        tell(file + ": " + remark);
    const bool isCropped = fit == "crop" || (fit.empty() && !photo.isPng);
    const NetworkView used =
        view.value_or(isCropped ? NetworkView::OneCrop : viewToldBy(photo.text));
    ASSIGN_OR_RETURN(const auto network, views.in(used));
    if (isCropped)
        return Input{presentedTo(network->info(), photo.image), used, std::move(photo.remarks)};
    if (photo.image.shape != network->info().input)
        return failure(file,
                       "it is " + described(photo.image.shape) + ", but the network takes " +
                           described(network->info().input),
                       "give --fit crop to have it scaled, cropped and converted");
    return Input{std::move(photo.image), used, std::move(photo.remarks)};
}

/// One row per input; those of a crop mode are scored together.
Result<Scores> scoresOf(const std::vector<Input>& inputs, std::size_t classes, Views& views)
{
    Scores scores(inputs.size(), classes);
    for (const NetworkView view : {NetworkView::OneCrop, NetworkView::TenCrop}) {
        std::vector<std::size_t> places;
        std::vector<Image> pictures;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (inputs[i].view == view) {
                places.push_back(i);
                pictures.push_back(inputs[i].picture);
            }
        if (pictures.empty())
            continue;
        ASSIGN_OR_RETURN(const auto network, views.in(view));
        ASSIGN_OR_RETURN(const auto seen, network->score(pictures));
        for (std::size_t i = 0; i < places.size(); ++i)
            std::ranges::copy(seen.row(i), scores.row(places[i]).begin());
    }
    return scores;
}

std::vector<std::size_t> highest(std::span<const double> logOdds, std::size_t count)
{
    std::vector<std::size_t> order(logOdds.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t c) { return logOdds[c]; });
    order.resize(std::min(count, order.size()));
    return order;
}

nlohmann::ordered_json report(const std::string& file, const Input& input,
                              std::span<const double> logOdds,
                              const std::vector<std::string>& labels, std::size_t count, bool json)
{
    nlohmann::ordered_json top = nlohmann::ordered_json::array();
    std::string line = file + ":";
    for (const std::size_t index : highest(logOdds, count)) {
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
    nlohmann::ordered_json result{{"file", file}, {"top", top}, {"view", viewName(input.view)}};
    if (!input.remarks.empty())
        result["remarks"] = input.remarks;
    return result;
}

Result<int> classify(const ClassifyOptions& options)
{
    ASSIGN_OR_RETURN(const auto count, parseNumber("--top", options.top, 1, UINT32_MAX));
    ASSIGN_OR_RETURN(const auto view, parseView(options.view));
    if (!options.fit.empty() && options.fit != "crop" && options.fit != "exact")
        return usageError("--fit", "\"" + options.fit + "\" is not a valid value",
                          "give crop or exact");
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(options.model, options.device));
    const ModelInfo& model = classifier->info();
    Views views(classifier);

    std::vector<Input> inputs;
    for (const std::string& file : options.files) {
        ASSIGN_OR_RETURN(auto input, readPicture(file, options.fit, view, views));
        inputs.push_back(std::move(input));
    }
    ASSIGN_OR_RETURN(const auto scores, scoresOf(inputs, model.classes(), views));
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (scores.firstInvalid(i))
            return failure(options.files[i],
                           "the log-odds that " + model.name + " gives are not numbers",
                           "check the network's weights and normalisation");

    nlohmann::ordered_json results = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < inputs.size(); ++i)
        results.push_back(
            report(options.files[i], inputs[i], scores.row(i), model.labels, count, options.json));
    if (options.json)
        printJson({{"model", options.model}, {"results", results}});
    return exitDone;
}

} // namespace

void addClassifyCommand(CLI::App& app, Action& action)
{
    const auto [verb, options] =
        addVerb(app, action, "classify", "Score pictures with a network", classify);
    verb->add_option("model", options->model, "A name (see model list) or a .pt file")->required();
    verb->add_option("images", options->files, "Pictures: PNG, JPEG, WebP, TIFF, BMP or GIF")
        ->required();
    verb->add_option("--top", options->top, "How many classes to print (5)");
    verb->add_option("--fit", options->fit,
                     "exact: no scaling (default for PNG files); crop: scaled to 256/224 of the "
                     "input, centre cut out (default for other files)");
    verb->add_option("--view", options->view,
                     "The crop mode: one-crop or ten-crop (default for exported pictures: as "
                     "stored in the file)");
    verb->add_option("--device", options->device, "The torch device that runs the network");
}

} // namespace pareidolia::cli
