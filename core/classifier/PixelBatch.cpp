// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classifier/PixelBatch.h"

#include <algorithm>

namespace pareidolia {

PixelBatch::PixelBatch(const ModelInfo& info)
    : m_channels(static_cast<std::size_t>(info.input.channels)),
      m_area(info.input.bytes() / m_channels),
      m_channelsLast(info.plan.layout == Plan::Layout::ChannelsLast),
      m_reversed(info.order == ChannelOrder::Bgr),
      m_normalisation(info.normalisation),
      m_byteValues(m_channels)
{
    for (std::size_t c = 0; c < m_channels; ++c)
        for (std::size_t byte = 0; byte < 256; ++byte)
            m_byteValues[c][byte] =
                (static_cast<float>(byte) - m_normalisation.mean[c]) * m_normalisation.scale[c];
}

void PixelBatch::fill(std::span<const Image> pictures, std::span<float> batch) const
{
    float* target = batch.data();
    for (const Image& picture : pictures) {
        const std::uint8_t* bytes = picture.pixels.data();
        for (std::size_t c = 0; c < m_channels; ++c) {
            const std::array<float, 256>& values = m_byteValues[c];
            for (std::size_t i = 0; i < m_area; ++i)
                target[place(i, c)] = values[bytes[i * m_channels + c]];
        }
        target += m_area * m_channels;
    }
    std::fill(target, batch.data() + batch.size(), 0.0f);
}

void PixelBatch::fill(std::span<const GradientQuery> queries, std::span<float> batch) const
{
    float* target = batch.data();
    for (const GradientQuery& query : queries) {
        for (std::size_t c = 0; c < m_channels; ++c)
            for (std::size_t i = 0; i < m_area; ++i)
                target[place(i, c)] = (query.pixels[c * m_area + i] - m_normalisation.mean[c]) *
                                      m_normalisation.scale[c];
        target += m_area * m_channels;
    }
    std::fill(target, batch.data() + batch.size(), 0.0f);
}

void PixelBatch::toPixelUnits(std::span<const float> slope, double factor,
                              std::span<float> pixels) const
{
    for (std::size_t c = 0; c < m_channels; ++c) {
        const double unit = factor * static_cast<double>(m_normalisation.scale[c]);
        const float* received = slope.data() + receivedAs(c) * m_area;
        for (std::size_t i = 0; i < m_area; ++i)
            pixels[c * m_area + i] = static_cast<float>(static_cast<double>(received[i]) * unit);
    }
}

} // namespace pareidolia
