// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/models/Manifest.h"
#include "core/torch/ModelImport.h"

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

namespace pareidolia::cli {

namespace {

struct ImportOptions
{
    std::vector<std::string> files;
    std::string out, name, labels, mean, scale, std, channels, size, summary, licence, provenance;
    std::string view = "exact";
    bool json = false;
};

/// "123.7,116.3,103.5"
Result<std::vector<float>> numbersOf(const char* option, const std::string& text)
{
    std::vector<float> numbers;
    if (text.empty())
        return numbers;
    for (const std::string& part : splitText(text, ',')) {
        const auto number = parseReal(trimmed(part));
        if (!number)
            return usageError(option, "\"" + part + "\" is not a number",
                              "give one number, or three with commas between them");
        numbers.push_back(static_cast<float>(*number));
    }
    return numbers;
}

/// A deviation is divided by, a scale multiplied with.
Result<std::vector<float>> scaleOf(const ImportOptions& options)
{
    if (options.std.empty())
        return numbersOf("--scale", options.scale);
    if (!options.scale.empty())
        return usageError("--std", "--scale is given too", "leave one of them out");
    auto numbers = numbersOf("--std", options.std);
    if (!numbers)
        return numbers;
    for (float& number : *numbers) {
        if (number == 0)
            return usageError("--std", "it must not be zero", "give another number");
        number = 1 / number;
    }
    return numbers;
}

Result<ImportSettings> settingsOf(const ImportOptions& options)
{
    ImportSettings settings;
    settings.files.assign(options.files.begin(), options.files.end());
    settings.name = options.name;
    settings.labels = options.labels;
    settings.view = options.view;
    settings.summary = options.summary;
    settings.licence = options.licence;
    settings.provenance = options.provenance;
    if (!options.channels.empty())
        settings.channels = options.channels;
    if (!options.size.empty()) {
        const auto size = parseUnsigned(options.size);
        if (!size || *size > 4096)
            return usageError("--size", "\"" + options.size + "\" is not the side of a picture",
                              "give a whole number from 1 to 4096");
        settings.size = static_cast<int>(*size);
    }
    ASSIGN_OR_RETURN(auto mean, numbersOf("--mean", options.mean));
    settings.mean = std::move(mean);
    ASSIGN_OR_RETURN(auto scale, scaleOf(options));
    settings.scale = std::move(scale);
    return settings;
}

Result<ModelInfo> importAs(const ImportSettings& settings, const std::string& out,
                           std::vector<std::string>& remarks)
{
    std::stop_source stop;
    const std::jthread watch([&stop](const std::stop_token& over) {
        while (!over.stop_requested() && !interrupted())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (interrupted())
            stop.request_stop();
    });
    Progress progress;
    ASSIGN_OR_RETURN(const auto draft, draftImport(settings, stop.get_token()));
    remarks = draft.remarks;
    for (const std::string& remark : remarks)
        progress.say(remark);
    const auto report = [&](const std::string& step) { progress.say(step); };
    return finishImport(draft, out, report, stop.get_token());
}

Result<int> importModel(const ImportOptions& options)
{
    ASSIGN_OR_RETURN(const auto settings, settingsOf(options));
    rememberInterrupts();
    std::vector<std::string> remarks;
    const auto model = importAs(settings, options.out, remarks);
    if (!model && interrupted()) {
        tell("pareidolia-cli: " + model.error().sentence());
        return exitInterrupted;
    }
    if (!model)
        return tl::unexpected(model.error());
    if (options.json) {
        nlohmann::ordered_json json = manifestToJson(*model);
        json["sha256"] = model->sha256;
        json["file"] = options.out;
        json["remarks"] = remarks;
        printJson(json);
    } else {
        print(options.out + ": " + model->summary);
    }
    return exitDone;
}

} // namespace

void addModelImportCommand(CLI::App& model, Action& action)
{
    const auto options = std::make_shared<ImportOptions>();
    CLI::App* verb = model.add_subcommand(
        "import", "Import a Caffe, TorchScript or ONNX network as a model file");
    verb->add_option("files", options->files,
                     "A .prototxt and its .caffemodel, a TorchScript .pt, or an .onnx file")
        ->required();
    verb->add_option("--out", options->out, "The model file to write (.pt)")->required();
    verb->add_option("--name", options->name, "The name of the network");
    verb->add_option("--labels", options->labels,
                     "imagenet, digits, or a file with one label per line");
    verb->add_option("--mean", options->mean,
                     "The mean that is subtracted from bytes of 0 to 255: a number, or R,G,B");
    verb->add_option("--scale", options->scale, "The factor after that: a number, or R,G,B");
    verb->add_option("--std", options->std, "Or the divisor: a number, or R,G,B");
    verb->add_option("--channels", options->channels,
                     "The channels that the network takes: rgb, bgr, grey");
    verb->add_option("--size", options->size,
                     "Side of its input in pixels, if the file does not give it");
    verb->add_option("--view", options->view,
                     "Cropping of photographs: exact (default: none) or crop (the centre)");
    verb->add_option("--summary", options->summary, "One sentence about the network");
    verb->add_option("--licence", options->licence, "Its licence");
    verb->add_option("--provenance", options->provenance, "Its origin");
    verb->add_flag("--json", options->json, "Print the result as one line of JSON");
    verb->callback([options, &action] { action = [options] { return importModel(*options); }; });
}

} // namespace pareidolia::cli
