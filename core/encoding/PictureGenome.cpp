// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/PictureGenome.h"

#include "core/base/StrictJson.h"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

void expectShape(const StrictObject& object, ImageShape shape)
{
    const std::initializer_list<std::pair<const char*, int>> sides{
        {"width", shape.width}, {"height", shape.height}, {"channels", shape.channels}};
    for (const auto& [key, expected] : sides)
        if (const int number = object.whole<int>(key, 1, INT32_MAX); number != expected)
            object.refuse(key,
                          "it is " + std::to_string(number) +
                              " where the network's pictures have " + std::to_string(expected),
                          "take a genome that was made for such pictures");
}

} // namespace

nlohmann::ordered_json pictureGenomeToJson(const PictureGenomeFormat& format,
                                           const ImageShape& shape, std::span<const float> floats)
{
    return {{"encoding", format.encoding},
            {"width", shape.width},
            {"height", shape.height},
            {"channels", shape.channels},
            {format.key, floatsToText(floats)}};
}

Result<std::vector<float>> pictureGenomeFromJson(const PictureGenomeFormat& format,
                                                 const nlohmann::ordered_json& json,
                                                 const ImageShape& shape)
{
    const auto text = strictly([&] {
        const StrictObject object(json, "genome",
                                  {"encoding", "width", "height", "channels", format.key});
        if (const std::string encoding = object.text("encoding"); encoding != format.encoding)
            object.refuse("encoding", "it is \"" + encoding + "\", not \"" + format.encoding + "\"",
                          "open the genome in a run with its encoding");
        expectShape(object, shape);
        return object.text(format.key);
    });
    if (!text)
        return tl::unexpected(text.error());
    return floatsFromText(*text, shape.bytes(), format.range, "genome." + format.key);
}

} // namespace pareidolia
