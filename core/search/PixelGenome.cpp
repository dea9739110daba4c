// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/PixelGenome.h"

#include "core/base/ReturnError.h"
#include "core/encoding/PictureGenome.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

const PictureGenomeFormat format{"pixels", "pixels", 0, 255};

} // namespace

PixelGenome::PixelGenome(ImageShape shape, std::vector<float> pixels, double gradientNorm)
    : m_shape(shape), m_pixels(std::move(pixels)), m_gradientNorm(gradientNorm)
{}

Image PixelGenome::rounded() const
{
    Image image(m_shape);
    const auto channels = static_cast<std::size_t>(m_shape.channels);
    const std::size_t plane = m_pixels.size() / channels;
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < plane; ++i)
            image.pixels[i * channels + c] =
                static_cast<std::uint8_t>(m_pixels[c * plane + i] + 0.5f);
    return image;
}

nlohmann::ordered_json PixelGenome::toJson() const
{
    return pictureGenomeToJson(format, m_shape, m_pixels);
}

Result<std::shared_ptr<const PixelGenome>> parsePixels(const nlohmann::ordered_json& json,
                                                       const ImageShape& shape)
{
    ASSIGN_OR_RETURN(auto pixels, pictureGenomeFromJson(format, json, shape));
    return std::make_shared<const PixelGenome>(shape, std::move(pixels), 1.0);
}

} // namespace pareidolia
