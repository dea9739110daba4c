// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeMean.h"

#include "core/base/ReturnError.h"
#include "core/importing/BadLayer.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/NumpyArray.h"

#include <algorithm>
#include <cmath>

namespace pareidolia {

namespace {

constexpr const char* advice = "give the mean of the network's pictures (.binaryproto or .npy)";
constexpr std::int64_t largestSide = 4096;

struct Numbers
{
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

Result<Numbers> fromBlob(std::string_view bytes, const std::string& source)
{
    caffe::BlobProto blob;
    if (bytes.size() > static_cast<std::size_t>(INT32_MAX) ||
        !blob.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
        blob.data_size() + blob.double_data_size() == 0)
        return failure(source, "it is not a picture of means that Caffe wrote", advice);
    try {
        const CaffeTensor tensor = takeTensor(blob, "mean");
        return Numbers{tensor.shape, {tensor.values.begin(), tensor.values.end()}};
    } catch (const BadLayer& bad) {
        return failure(source, bad.why, advice);
    }
}

Result<Numbers> fromNumpy(std::string_view bytes, const std::string& source)
{
    ASSIGN_OR_RETURN(auto array, readNumpyArray(bytes, source));
    return Numbers{std::move(array.shape), std::move(array.values)};
}

/// One number a channel, a plane of one channel, or channels × height × width, in either file also
/// with a batch of one before.
std::optional<std::array<std::int64_t, 3>> planesOf(std::vector<std::int64_t> shape)
{
    if (shape.size() == 4 && shape.front() == 1)
        shape.erase(shape.begin());
    if (shape.size() == 1)
        shape.insert(shape.end(), {1, 1});
    if (shape.size() == 2)
        shape.insert(shape.begin(), 1);
    if (shape.size() != 3)
        return std::nullopt;
    const auto isSide = [](std::int64_t side) { return side >= 1 && side <= largestSide; };
    if (!std::ranges::all_of(shape, isSide))
        return std::nullopt;
    return std::array<std::int64_t, 3>{shape[0], shape[1], shape[2]};
}

/// Pixel by pixel, as pictures lie in NumPy, to channel by channel.
std::vector<float> planar(const std::vector<float>& values, std::int64_t pixels,
                          std::int64_t channels)
{
    std::vector<float> planes;
    for (std::int64_t c = 0; c < channels; ++c)
        for (std::int64_t i = 0; i < pixels; ++i)
            planes.push_back(values[static_cast<std::size_t>(i * channels + c)]);
    return planes;
}

} // namespace

std::vector<float> CaffeMean::averages() const
{
    const auto pixels = static_cast<std::size_t>(shape[1] * shape[2]);
    std::vector<float> averages;
    for (std::size_t start = 0; start < values.size(); start += pixels) {
        double sum = 0;
        for (std::size_t i = start; i < start + pixels; ++i)
            sum += static_cast<double>(values[i]);
        averages.push_back(static_cast<float>(sum / static_cast<double>(pixels)));
    }
    return averages;
}

std::optional<CaffeMean> CaffeMean::centre(std::int64_t height, std::int64_t width) const
{
    if (shape[1] < height || shape[2] < width)
        return std::nullopt;
    const std::int64_t top = (shape[1] - height) / 2;
    const std::int64_t left = (shape[2] - width) / 2;
    CaffeMean part{{shape[0], height, width}, {}};
    for (std::int64_t c = 0; c < shape[0]; ++c)
        for (std::int64_t y = 0; y < height; ++y) {
            const std::int64_t row = (c * shape[1] + top + y) * shape[2] + left;
            part.values.insert(part.values.end(), values.begin() + row,
                               values.begin() + row + width);
        }
    return part;
}

Result<CaffeMean> readCaffeMean(std::string_view bytes, const std::string& source)
{
    ASSIGN_OR_RETURN(auto numbers,
                     isNumpyArray(bytes) ? fromNumpy(bytes, source) : fromBlob(bytes, source));
    if (!std::ranges::all_of(numbers.values, [](float value) { return std::isfinite(value); }))
        return failure(source, "its numbers are not finite", advice);
    const auto shape = planesOf(numbers.shape);
    if (!shape)
        return failure(source, "its shape is not that of a picture (channels, height, width)",
                       advice);
    CaffeMean mean{*shape, std::move(numbers.values)};
    const auto isChannels = [](std::int64_t side) { return side == 1 || side == 3; };
    if (!isChannels(mean.shape[0]) && isChannels(mean.shape[2])) {
        const auto [height, width, channels] = mean.shape;
        mean.values = planar(mean.values, height * width, channels);
        mean.shape = {channels, height, width};
    }
    return mean;
}

} // namespace pareidolia
