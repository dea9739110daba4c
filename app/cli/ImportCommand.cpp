// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Progress.h"
#include "app/cli/Shared.h"
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/loading/ModelImport.h"
#include "core/models/Manifest.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

namespace pareidolia::cli {

namespace {

struct ImportOptions
{
    std::vector<std::string> files;
    ImportSettings settings; ///< options that are used as given
    std::string out, mean, scale, std, channels, size;
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

/// The scale: a factor as given, or one divided by the standard deviation.
Result<std::vector<float>> scaleOf(const ImportOptions& options)
{
    if (options.std.empty())
        return numbersOf("--scale", options.scale);
    if (!options.scale.empty())
        return usageError("--std", "--scale is given as well", "leave out one of them");
    ASSIGN_OR_RETURN(auto numbers, numbersOf("--std", options.std));
    for (float& number : numbers) {
        if (number == 0)
            return usageError("--std", "it must not be zero", "give another number");
        number = 1 / number;
    }
    return numbers;
}

Result<ImportSettings> settingsOf(const ImportOptions& options)
{
    ImportSettings settings = options.settings;
    settings.files.assign(options.files.begin(), options.files.end());
    if (!options.channels.empty())
        settings.channels = options.channels;
    if (!options.size.empty()) {
        settings.size = parsePictureSize(options.size);
        if (!settings.size)
            return usageError("--size", "\"" + options.size + "\" is no size in pixels",
                              "give a side such as 224, or WIDTHxHEIGHT such as 32x40; at most " +
                                  std::to_string(PictureSize::largestSide));
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
    if (!model)
        return unlessInterrupted(model.error());
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

void addImportCommand(CLI::App& model, Action& action)
{
    const auto [verb, options] =
        addVerb(model, action, "import",
                "Import a Caffe, TorchScript or ONNX network as a model file", importModel);
    ImportSettings& settings = options->settings;
    verb->add_option(
            "files", options->files,
            "A .prototxt and its .caffemodel (and a mean), a TorchScript .pt, or an .onnx file")
        ->required();
    verb->add_option("--out", options->out, "The model file to write (.pt)")->required();
    verb->add_option("--name", settings.name, "The name of the network");
    verb->add_option("--labels", settings.labels,
                     "imagenet, digits, or a file with one label per line");
    verb->add_option("--mean", options->mean,
                     "The mean that is subtracted from bytes of 0 to 255: a number, or R,G,B");
    verb->add_option("--scale", options->scale,
                     "The factor applied after the mean: a number, or R,G,B");
    verb->add_option("--std", options->std, "The divisor, instead of --scale: a number, or R,G,B");
    verb->add_option("--channels", options->channels,
                     "The channels that the network takes: rgb, bgr, grey");
    verb->add_option(
        "--size", options->size,
        "The size of its input in pixels, if the file does not give it: N, or WIDTHxHEIGHT");
    verb->add_option("--output", settings.output, "Which output to use, if the file has several");
    verb->add_option("--view", settings.view,
                     "Cropping of photographs: exact (default: none) or crop (the centre)");
    verb->add_option("--summary", settings.summary, "One sentence about the network");
    verb->add_option("--licence", settings.licence, "Its licence");
    verb->add_option("--provenance", settings.provenance, "Its origin");
}

} // namespace pareidolia::cli
