// SPDX-License-Identifier: GPL-3.0-or-later
// The size of a network's input as users write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pareidolia {

struct PictureSize
{
    static constexpr int largestSide = 4096;

    int width = 0;  ///< pixels
    int height = 0; ///< pixels
    bool operator==(const PictureSize&) const = default;
};

inline PictureSize squareOf(int side)
{
    return {side, side};
}

/// "224" is a square, "32x40" is 32 wide and 40 high (also with ×). Nothing if `text` is neither,
/// or a side is not from 1 to `largestSide`.
std::optional<PictureSize> parsePictureSize(std::string_view text);

/// "32x40", or "224" for a square: `parsePictureSize` reads it back.
std::string formatPictureSize(const PictureSize& size);

} // namespace pareidolia
