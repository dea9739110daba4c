// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffePictures.h"

#include "core/base/ReturnError.h"
#include "core/importing/BadLayer.h"
#include "core/importing/CaffeMean.h"

#include <algorithm>

namespace pareidolia {

namespace {

/// Databases tell no number of channels; the first convolution does.
std::int64_t channelsFromWeights(const CaffeWiring& wiring, const CaffeWeights& weights)
{
    for (const WiredLayer& wired : wiring.layers)
        if (wired.layer->type().find("Convolution") != std::string::npos)
            if (const CaffeShape shape = weights.firstShape(wired.layer->name());
                shape.size() == 4 && shape[1] >= 1 && shape[1] <= PictureSize::largestSide)
                return shape[1] * wired.layer->convolution_param().group();
    return 0;
}

std::string fileIn(const std::string& path)
{
    const std::string name = path.substr(path.find_last_of("/\\") + 1);
    return name.substr(0, 80);
}

/// The picture of means or its middle, where that covers the input; else what it is on average.
Result<CaffeValue> subtractPicture(const CaffeFiles& files, const CaffeOptions& options,
                                   OnnxWriter& onnx, CaffeValue pictures, CaffeNetwork& network)
{
    ASSIGN_OR_RETURN(const auto mean, readCaffeMean(files.mean, files.meanName));
    const auto [channels, height, width] = network.input;
    if (mean.shape[0] != channels)
        return failure(files.meanName,
                       "it has " + std::to_string(mean.shape[0]) +
                           " channels, but the network takes " + std::to_string(channels),
                       "give the mean that belongs to the network");
    const auto part = mean.centre(height, width);
    if (!part) {
        network.mean = mean.averages();
        if (mean.shape[1] * mean.shape[2] > 1)
            network.remarks.push_back(
                "The picture of means (" + std::to_string(mean.shape[2]) + "×" +
                std::to_string(mean.shape[1]) +
                ") is smaller than the input: its average per channel is subtracted instead.");
        return pictures;
    }
    const std::vector<float>& scale = options.scale.empty() ? network.scale : options.scale;
    std::vector<float> scaled = part->values;
    for (std::size_t i = 0; i < scaled.size() && !scale.empty(); ++i)
        scaled[i] *= scale.size() == 1 ? scale.front()
                                       : scale.at(i / static_cast<std::size_t>(height * width));
    network.mean.clear();
    network.remarks.emplace_back(
        mean.shape == network.input
            ? "The picture of means is subtracted inside the network, pixel by pixel."
            : "The middle of the picture of means is subtracted inside the network, pixel by "
              "pixel, as Caffe does where it crops.");
    const std::vector<std::int64_t> shape{1, channels, height, width};
    return CaffeValue{onnx.addNode("mean/subtracted", "Sub",
                                   {pictures.name, onnx.addConstant("mean", shape, scaled)}),
                      std::move(pictures.shape)};
}

} // namespace

std::array<std::int64_t, 3> caffeInput(const CaffeWiring& wiring, const CaffeWeights& weights,
                                       const CaffeOptions& options)
{
    std::array<std::int64_t, 3> input = wiring.source.input;
    if (input[0] == 0)
        input[0] = channelsFromWeights(wiring, weights);
    if (options.size) {
        input[1] = options.size->height;
        input[2] = options.size->width;
    }
    if (std::ranges::count(input, 0) > 0)
        throw BadLayer{"", "it does not give the size of its input",
                       "give the network's deploy.prototxt, or the size (--size)"};
    return input;
}

Result<CaffeValue> beginCaffe(const CaffeSource& source, const CaffeFiles& files,
                              const CaffeOptions& options, OnnxWriter& onnx, CaffeNetwork& network)
{
    const auto channels = static_cast<std::size_t>(network.input[0]);
    for (const auto& numbers : {source.mean, options.mean, options.scale})
        if (numbers.size() > 1 && numbers.size() != channels)
            throw BadLayer{"", "there are " + std::to_string(numbers.size()) +
                                   " numbers of mean or scale for " + std::to_string(channels) +
                                   " channels"};
    network.mean = source.mean;
    if (source.scale)
        network.scale = {*source.scale};
    const CaffeShape shape{network.input.begin(), network.input.end()};
    CaffeValue pictures{onnx.setInput(shape), shape};
    if (!files.mean.empty()) {
        if (!options.mean.empty())
            return usageError(files.meanName, "a mean is given in numbers as well",
                              "leave out one of them");
        return subtractPicture(files, options, onnx, std::move(pictures), network);
    }
    if (!source.meanFile.empty() && options.mean.empty() && source.mean.empty())
        network.remarks.push_back("The prototxt names a picture of means (\"" +
                                  fileIn(source.meanFile) +
                                  "\") that was not given: nothing is subtracted.");
    return pictures;
}

} // namespace pareidolia
