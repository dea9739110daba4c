// SPDX-License-Identifier: GPL-3.0-or-later
// Converts pictures to a network's input, in the memory order of its plan, and gradients at the
// input to gradients at the pixels.
#pragma once

#include "core/classifier/Classifier.h"

#include <array>
#include <span>
#include <vector>

namespace pareidolia {

/// A value, shared by all threads; calls never block. x = (v − mean) · scale, in float.
class PixelBatch
{
public:
    explicit PixelBatch(const ModelInfo& info);

    /// Writes the pictures, then zeros to the end of `batch`.
    void fill(std::span<const Image> pictures, std::span<float> batch) const;

    /// The same from float pixels, channel by channel.
    void fill(std::span<const GradientQuery> queries, std::span<float> batch) const;

    /// `slope`: d (objective / factor) / d input, channel by channel as are the `pixels` written.
    void toPixelUnits(std::span<const float> slope, double factor, std::span<float> pixels) const;

private:
    std::size_t place(std::size_t pixel, std::size_t channel) const
    {
        const std::size_t received = receivedAs(channel);
        return m_channelsLast ? pixel * m_channels + received : received * m_area + pixel;
    }
    std::size_t receivedAs(std::size_t channel) const
    {
        return m_reversed ? m_channels - 1 - channel : channel;
    }

    std::size_t m_channels;
    std::size_t m_area;
    bool m_channelsLast;
    bool m_reversed; ///< the network receives the last channel first
    Normalisation m_normalisation;
    std::vector<std::array<float, 256>>
        m_byteValues; ///< the input of each byte, channel by channel
};

} // namespace pareidolia
