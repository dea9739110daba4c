// SPDX-License-Identifier: GPL-3.0-or-later
// The picture that is scored, shown and exported: 8 bits per channel, nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pareidolia {

/// Width and height in pixels; channels 1 (grey) or 3 (RGB).
struct ImageShape
{
    int width = 0;
    int height = 0;
    int channels = 1;

    std::size_t bytes() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
               static_cast<std::size_t>(channels);
    }
    bool operator==(const ImageShape&) const = default;
};

/// A value. Pixels lie row by row, row 0 on top, channels interleaved (R, G, B).
struct Image
{
    ImageShape shape;
    std::vector<std::uint8_t> pixels;

    Image() = default;
    explicit Image(ImageShape s) : shape(s), pixels(s.bytes()) {}
    bool operator==(const Image&) const = default;
};

/// The one rule that turns a number in [0, 1] into a byte: round(255 v), halves upwards
/// (docs/protocol.md "Colour and bytes"). The vectorised renderer computes exactly this expression.
inline std::uint8_t quantised(float unit)
{
    return static_cast<std::uint8_t>(255.0f * unit + 0.5f);
}

} // namespace pareidolia
