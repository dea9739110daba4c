// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/ClassifierChecks.h"

#include <algorithm>

namespace pareidolia {

namespace {

std::string describe(const ImageShape& shape)
{
    return std::to_string(shape.width) + "×" + std::to_string(shape.height) + "×" +
           std::to_string(shape.channels);
}

} // namespace

Result<void> checkManifest(const ModelInfo& info, const std::string& source)
{
    const auto channels = static_cast<std::size_t>(info.input.channels);
    if (info.input.bytes() == 0 || info.normalisation.mean.size() != channels ||
        info.normalisation.scale.size() != channels)
        return failure(source, "the manifest needs one mean and one scale per channel",
                       "correct its normalisation");
    if (info.plan.microBatch < 1 || info.plan.gradientMicroBatch < 1)
        return failure(source, "the manifest's plan has an empty micro-batch",
                       "give a whole number of at least 1");
    if (info.classes() < 2)
        return failure(source, "the manifest has fewer than two labels",
                       "give it one label per class");
    return {};
}

Result<void> checkShapes(std::span<const Image> pictures, const ModelInfo& info)
{
    const auto fits = [&](const Image& picture) {
        return picture.shape == info.input && picture.pixels.size() == info.input.bytes();
    };
    const auto odd = std::ranges::find_if_not(pictures, fits);
    if (odd == pictures.end())
        return {};
    return failure(info.name,
                   "it takes pictures of " + describe(info.input) + " but got one of " +
                       describe(odd->shape),
                   "resize the picture, or choose another network");
}

} // namespace pareidolia
