// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/ForeignNetwork.h"

#include "core/base/ReturnError.h"
#include "core/importing/CaffeReader.h"
#include "core/importing/OnnxNormal.h"
#include "core/models/ModelFile.h"
#include "core/openvino/NetworkTrial.h"
#include "core/torch/NetworkProbe.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

Result<ImageShape> pictureOf(std::int64_t channels, std::int64_t height, std::int64_t width,
                             const std::string& source)
{
    if (channels != 1 && channels != 3)
        return failure(
            source, "it takes " + std::to_string(channels) + " channels instead of 1 (grey) or 3",
            "give a network that classifies pictures");
    if (height < 1 || height > 4096 || width < 1 || width > 4096)
        return failure(source,
                       "it takes " + std::to_string(width) + "×" + std::to_string(height) +
                           " pixels, which is out of range",
                       "give a network that classifies pictures");
    return ImageShape{static_cast<int>(width), static_cast<int>(height),
                      static_cast<int>(channels)};
}

ForeignNetwork begun(const ImportFiles& files, const std::string& format)
{
    ForeignNetwork network;
    network.facts.stem = files.stem();
    network.facts.format = format;
    network.facts.provenance = files.provenance();
    return network;
}

bool isBlueFirst(const ImportSettings& settings)
{
    return settings.channels == "bgr";
}

/// Numbers per channel, from the order of the user's to that of the network, and back.
std::vector<float> inOtherOrder(std::vector<float> numbers, const ImportSettings& settings)
{
    if (isBlueFirst(settings))
        std::ranges::reverse(numbers);
    return numbers;
}

OutputKind kindOf(OnnxAnswers answers)
{
    switch (answers) {
    case OnnxAnswers::Probabilities:
    case OnnxAnswers::Sigmoids: // each by itself
        return OutputKind::Probabilities;
    case OnnxAnswers::LogProbabilities:
        return OutputKind::LogProbabilities;
    case OnnxAnswers::Unknown:
    case OnnxAnswers::Logits:
        break;
    }
    return OutputKind::Logits;
}

OutputKind kindOf(AnswerKind answers)
{
    switch (answers) {
    case AnswerKind::Probabilities:
        return OutputKind::Probabilities;
    case AnswerKind::LogProbabilities:
        return OutputKind::LogProbabilities;
    case AnswerKind::Logits:
        break;
    }
    return OutputKind::Logits;
}

Result<ForeignNetwork> fromCaffe(ImportFiles& files, const ImportSettings& settings)
{
    const std::string source = files.network.path.string();
    ForeignNetwork network = begun(files, "Caffe");
    CaffeOptions options{.size = settings.size};
    if (!files.mean.path.empty()) { // its numbers are scaled as the pictures are
        options.mean = inOtherOrder(settings.mean, settings);
        options.scale = inOtherOrder(settings.scale, settings);
    }
    ASSIGN_OR_RETURN(auto read, readCaffe({.prototxt = std::move(files.network.bytes),
                                           .prototxtName = source,
                                           .caffemodel = std::move(files.weights.bytes),
                                           .caffemodelName = files.weights.path.string(),
                                           .mean = std::move(files.mean.bytes),
                                           .meanName = files.mean.path.string()},
                                          options));
    const auto& [channels, height, width] = read.input;
    ASSIGN_OR_RETURN(network.facts.input, pictureOf(channels, height, width, source));
    network.facts.runner = Runner::Onnx;
    network.facts.classes = read.classes;
    network.facts.output = kindOf(read.answers);
    network.facts.mean = inOtherOrder(std::move(read.mean), settings);
    network.facts.scale = inOtherOrder(std::move(read.scale), settings);
    network.bytes = std::move(read.onnx);
    network.remarks = std::move(read.remarks);
    return network;
}

/// Sides that networks which take any size were mostly made for.
constexpr int usualSide = 224;

Result<ForeignNetwork> fromOnnx(const ImportFiles& files, const ImportSettings& settings)
{
    const std::string source = files.network.path.string();
    OnnxChoices choices{.output = settings.output};
    if (settings.size)
        choices.size = OnnxChoices::Size{settings.size->width, settings.size->height};
    if (settings.channels)
        choices.channels = settings.channels == "grey" ? 1 : 3;
    ASSIGN_OR_RETURN(auto read, readOnnx(files.network.path, choices));
    if (read.channels == 0)
        return usageError("channels", "the file does not say how many the network takes",
                          "give --channels rgb, bgr or grey");
    const bool openSize = read.width == 0 || read.height == 0;
    ASSIGN_OR_RETURN(const auto picture,
                     pictureOf(read.channels, openSize ? usualSide : read.height,
                               openSize ? usualSide : read.width, source));
    const auto numbers = numbersInTrial(read.bytes, {.picture = picture}, source);
    if (!numbers && openSize)
        return usageError("size",
                          "the file leaves it open, and with 224×224 pixels the network does not "
                          "run: " +
                              numbers.error().why,
                          "give the size that it was trained with");
    if (!numbers)
        return tl::unexpected(numbers.error());
    if (*numbers < 2)
        return failure(source, "it answers one number per picture, not one per class",
                       "give a network that classifies pictures");
    ForeignNetwork network = begun(files, "ONNX");
    network.facts.runner = Runner::Onnx;
    network.facts.input = picture;
    network.facts.classes = *numbers;
    network.outputIsOpen = read.answers == OnnxAnswers::Unknown;
    network.facts.output = kindOf(read.answers);
    if (read.scaling) {
        network.facts.mean = {read.scaling->mean};
        network.facts.scale = {1 / read.scaling->scale};
    }
    network.bytes = std::move(read.bytes);
    network.remarks = std::move(read.remarks);
    if (openSize)
        network.remarks.emplace_back(
            "Its file leaves the size open: it works with 224×224 pixels. Give another size if it "
            "was trained with one.");
    return network;
}

/// A manifest that says nothing, so that a file without one can pass the gates.
ModelInfo nobodysInfo()
{
    ModelInfo info;
    info.name = "import";
    info.labels = {"0", "1"};
    info.input = {1, 1, 1};
    info.normalisation = {{0.0f}, {1.0f}};
    info.plan = safePlan();
    return info;
}

Result<ForeignNetwork> fromOurs(const ModelFile& file, const ImportSettings& settings)
{
    const ModelInfo& info = file.info();
    if (info.runner != Runner::TorchScript)
        return failure(file.path().string(), "it is already a model file of this program",
                       "use it as it is, or import the original file");
    if (settings.size &&
        (settings.size->width != info.input.width || settings.size->height != info.input.height))
        return usageError("size",
                          "its manifest says " + std::to_string(info.input.width) + "×" +
                              std::to_string(info.input.height),
                          "leave it out");
    ForeignNetwork network;
    network.facts.input = info.input;
    network.facts.classes = info.classes();
    network.facts.output = info.output;
    network.facts.before = info;
    network.bytes = file.bytes();
    network.remarks.push_back("It is already a model file of this program (" + info.name +
                              "): only the given settings are changed.");
    return network;
}

std::string spoken(const ImageShape& shape)
{
    return std::to_string(shape.width) + "×" + std::to_string(shape.height) + " pixels and " +
           std::to_string(shape.channels) + (shape.channels == 1 ? " channel" : " channels");
}

/// Nothing if the file does not tell, or tells of something else than pictures.
Result<std::optional<ImageShape>> tracedShape(const std::string& bytes, const std::string& source)
{
    ASSIGN_OR_RETURN(const auto sizes, tracedInputOf(bytes, source));
    if (sizes.size() != 4)
        return std::nullopt;
    const auto picture = pictureOf(sizes[1], sizes[2], sizes[3], source);
    return picture ? std::optional(*picture) : std::nullopt;
}

Result<ForeignNetwork> fromScript(const ImportFiles& files, const ImportSettings& settings,
                                  const std::stop_token& stop)
{
    const std::string source = files.network.path.string();
    ASSIGN_OR_RETURN(const auto ours, hasManifest(files.network.bytes, source));
    ASSIGN_OR_RETURN(const auto bytes,
                     ours ? Result<std::string>(files.network.bytes)
                          : withManifest(files.network.bytes, nobodysInfo(), source));
    ASSIGN_OR_RETURN(const auto file, ModelFile::fromBytes(bytes, files.network.path));
    if (ours)
        return fromOurs(file, settings);

    ProbeSettings probe{.size = settings.size};
    if (settings.channels)
        probe.channels = *settings.channels == "grey" ? 1 : 3;
    if (!settings.size) {
        ASSIGN_OR_RETURN(probe.traced, tracedShape(files.network.bytes, source));
    }
    ASSIGN_OR_RETURN(const auto shape, probeShape(file, probe, stop));
    ForeignNetwork network = begun(files, "TorchScript");
    network.facts.input = shape.input;
    network.facts.classes = shape.classes;
    network.bytes = bytes;
    network.outputIsOpen = true;
    if (shape.told)
        network.remarks.push_back("It was traced with " + spoken(shape.input) + ".");
    else if (!settings.size || !settings.channels)
        network.remarks.push_back("It works with " + spoken(shape.input) + " (found by trying).");
    return network;
}

} // namespace

Result<ForeignNetwork> convertForeign(ImportFiles files, const ImportSettings& settings,
                                      const std::stop_token& stop)
{
    switch (files.format) {
    case ImportFiles::Format::Caffe:
        return fromCaffe(files, settings);
    case ImportFiles::Format::Onnx:
        return fromOnnx(files, settings);
    case ImportFiles::Format::TorchScript:
        break;
    }
    return fromScript(files, settings, stop);
}

} // namespace pareidolia
