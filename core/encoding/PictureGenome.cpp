// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/PictureGenome.h"

#include "core/encoding/JsonObject.h"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

Result<void> expectShape(const JsonObject& object, ImageShape shape)
{
    const std::initializer_list<std::pair<const char*, int>> sides{
        {"width", shape.width}, {"height", shape.height}, {"channels", shape.channels}};
    for (const auto& [key, expected] : sides) {
        const auto number = object.whole(key, 1, INT32_MAX);
        if (!number)
            return tl::unexpected(number.error());
        if (static_cast<int>(*number) != expected)
            return failure(object.path(key),
                           "it is " + std::to_string(*number) +
                               " where the network's pictures have " + std::to_string(expected),
                           "use a genome made for such pictures");
    }
    return {};
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
    const auto object =
        JsonObject::open(json, "genome", {"encoding", "width", "height", "channels", format.key});
    if (!object)
        return tl::unexpected(object.error());
    const auto encoding = object->text("encoding");
    if (!encoding)
        return tl::unexpected(encoding.error());
    if (*encoding != format.encoding)
        return failure("genome.encoding",
                       "it is \"" + *encoding + "\", not \"" + format.encoding + "\"",
                       "open the genome in a run with its encoding");
    if (auto expected = expectShape(*object, shape); !expected)
        return tl::unexpected(expected.error());
    const auto text = object->text(format.key);
    if (!text)
        return tl::unexpected(text.error());
    return floatsFromText(*text, shape.bytes(), format.range, object->path(format.key));
}

} // namespace pareidolia
