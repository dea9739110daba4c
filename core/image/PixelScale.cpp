// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/PixelScale.h"

#include <algorithm>

namespace pareidolia {

namespace {

/// The pixel of `picture` that each pixel of a picture of `width` × `height` shows.
Image resampled(const Image& picture, int width, int height, auto from)
{
    Image result(ImageShape{width, height, picture.shape.channels});
    const auto channels = static_cast<std::size_t>(picture.shape.channels);
    auto out = result.pixels.begin();
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto pixel =
                static_cast<std::size_t>(from(y)) * static_cast<std::size_t>(picture.shape.width) +
                static_cast<std::size_t>(from(x));
            out =
                std::copy_n(picture.pixels.begin() + static_cast<std::ptrdiff_t>(pixel * channels),
                            channels, out);
        }
    return result;
}

} // namespace

Image enlarged(const Image& picture, int scale)
{
    return resampled(picture, picture.shape.width * scale, picture.shape.height * scale,
                     [scale](int place) { return place / scale; });
}

Image shrunk(const Image& picture, int scale)
{
    return resampled(picture, picture.shape.width / scale, picture.shape.height / scale,
                     [scale](int place) { return place * scale; });
}

} // namespace pareidolia
