// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/PixelGenome.h"

#include "core/base/Text.h"

#include <bit>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

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
    std::vector<std::uint8_t> bytes;
    bytes.reserve(m_pixels.size() * 4);
    for (const float pixel : m_pixels) {
        const auto bits = std::bit_cast<std::uint32_t>(pixel);
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    return {{"encoding", "pixels"},
            {"width", m_shape.width},
            {"height", m_shape.height},
            {"channels", m_shape.channels},
            {"pixels", toBase64(bytes)}};
}

} // namespace pareidolia
