// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/PixelScale.h"

#include <algorithm>

namespace pareidolia {

Image resampled(const Image& picture, int width, int height)
{
    const ImageShape& shape = picture.shape;
    const auto nearest = [](int place, int from, int to) {
        return static_cast<std::size_t>((2ll * place + 1) * from / (2ll * to));
    };
    const auto channels = static_cast<std::size_t>(shape.channels);
    Image result(ImageShape{width, height, shape.channels});
    auto* to = result.pixels.data();
    for (int y = 0; y < height; ++y) {
        const std::size_t row =
            nearest(y, shape.height, height) * static_cast<std::size_t>(shape.width);
        for (int x = 0; x < width; ++x) {
            const std::size_t pixel = row + nearest(x, shape.width, width);
            to = std::copy_n(picture.pixels.data() + pixel * channels, channels, to);
        }
    }
    return result;
}

Image enlarged(const Image& picture, int scale)
{
    return resampled(picture, picture.shape.width * scale, picture.shape.height * scale);
}

Image shrunk(const Image& picture, int scale)
{
    return resampled(picture, picture.shape.width / scale, picture.shape.height / scale);
}

} // namespace pareidolia
