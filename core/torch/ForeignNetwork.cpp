// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ForeignNetwork.h"

#include "core/base/ReturnError.h"
#include "core/dnn/DnnClassifier.h"
#include "core/importing/CaffeReader.h"
#include "core/importing/OnnxReader.h"
#include "core/models/ModelFile.h"
#include "core/torch/GraphLowering.h"
#include "core/torch/NetworkProbe.h"

namespace pareidolia {

namespace {

Result<ImageShape> pictureOf(const std::array<std::int64_t, 3>& input, const std::string& source)
{
    const auto& [channels, height, width] = input;
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

/// What all readers of graphs have in common.
Result<ForeignNetwork> lowered(NetworkGraph graph, const ImportFiles& files,
                               const std::string& format)
{
    const std::string source = files.network.path.string();
    ASSIGN_OR_RETURN(const auto picture, pictureOf(graph.input, source));
    ASSIGN_OR_RETURN(auto lower, lowerGraph(std::move(graph), source));
    ASSIGN_OR_RETURN(auto bytes, writeScript(lower.program));
    ForeignNetwork network = begun(files, format);
    network.facts.input = picture;
    network.facts.classes = lower.classes;
    network.facts.output = lower.output;
    network.bytes = std::move(bytes);
    if (lower.leftOutSoftmax)
        network.remarks.emplace_back(
            "Its final softmax was left out: confidences are computed from its logits.");
    return network;
}

Result<ForeignNetwork> fromCaffe(const ImportFiles& files, const ImportSettings& settings)
{
    ASSIGN_OR_RETURN(auto read, readCaffe({.prototxt = files.network.bytes,
                                           .prototxtName = files.network.path.string(),
                                           .caffemodel = files.weights.bytes,
                                           .caffemodelName = files.weights.path.string()},
                                          {.size = settings.size}));
    auto network = lowered(std::move(read.graph), files, "Caffe");
    if (network)
        network->remarks.insert(network->remarks.begin(), read.remarks.begin(), read.remarks.end());
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

/// A network that is not converted: OpenCV scores with it, without gradients.
Result<ForeignNetwork> throughOpenCv(const ImportFiles& files, const ImportSettings& settings,
                                     const UnsupportedOperators& missing)
{
    const std::string source = files.network.path.string();
    ASSIGN_OR_RETURN(auto checked, checkOnnx(files.network.bytes, source, {.size = settings.size}));
    ASSIGN_OR_RETURN(const auto picture, pictureOf(checked.input, source));
    ModelInfo info = nobodysInfo();
    info.runner = Runner::OpenCv;
    info.input = picture;
    info.normalisation.mean.assign(static_cast<std::size_t>(picture.channels), 0.0f);
    info.normalisation.scale.assign(static_cast<std::size_t>(picture.channels), 1.0f);
    ASSIGN_OR_RETURN(const auto answers,
                     dnnAnswers(info, checked.bytes, std::vector{Image(picture)}, source));
    ForeignNetwork network = begun(files, "ONNX");
    network.facts.runner = Runner::OpenCv;
    network.facts.input = picture;
    network.facts.classes = answers.front().size();
    network.bytes = std::move(checked.bytes);
    network.outputIsOpen = true;
    network.remarks.push_back(dnnRemark(missing));
    return network;
}

Result<ForeignNetwork> fromOnnx(const ImportFiles& files, const ImportSettings& settings)
{
    const std::string source = files.network.path.string();
    ASSIGN_OR_RETURN(auto read, readOnnx(files.network.bytes, source, {.size = settings.size}));
    if (const auto* missing = std::get_if<UnsupportedOperators>(&read))
        return throughOpenCv(files, settings, *missing);
    return lowered(std::move(std::get<NetworkGraph>(read)), files, "ONNX");
}

Result<ForeignNetwork> fromOurs(const ModelFile& file, const ImportSettings& settings)
{
    const ModelInfo& info = file.info();
    if (info.runner != Runner::TorchScript)
        return failure(file.path().string(), "it is already a model file of this program",
                       "use it as it is, or import the original file");
    if (settings.size &&
        (*settings.size != info.input.width || *settings.size != info.input.height))
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
    const auto picture = pictureOf({sizes[1], sizes[2], sizes[3]}, source);
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

Result<ForeignNetwork> convertForeign(const ImportFiles& files, const ImportSettings& settings,
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
