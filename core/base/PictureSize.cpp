// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/PictureSize.h"

#include "core/base/Text.h"

namespace pareidolia {

namespace {

std::optional<int> parseSide(std::string_view text)
{
    const auto side = parseUnsigned(trimmed(text));
    if (!side || *side < 1 || *side > static_cast<std::uint64_t>(PictureSize::largestSide))
        return std::nullopt;
    return static_cast<int>(*side);
}

} // namespace

std::optional<PictureSize> parsePictureSize(std::string_view text)
{
    for (const std::string_view sign : {"x", "X", "×"}) {
        const std::size_t place = text.find(sign);
        if (place == std::string_view::npos)
            continue;
        const auto width = parseSide(text.substr(0, place));
        const auto height = parseSide(text.substr(place + sign.size()));
        if (!width || !height)
            return std::nullopt;
        return PictureSize{*width, *height};
    }
    const auto side = parseSide(text);
    if (!side)
        return std::nullopt;
    return squareOf(*side);
}

std::string formatPictureSize(const PictureSize& size)
{
    const std::string width = std::to_string(size.width);
    return size.width == size.height ? width : width + "x" + std::to_string(size.height);
}

} // namespace pareidolia
