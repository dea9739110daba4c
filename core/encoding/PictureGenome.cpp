// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/PictureGenome.h"

#include "core/base/ReturnError.h"
#include "core/base/StrictJson.h"
#include "core/base/Text.h"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

namespace pareidolia {

namespace {

constexpr const char* advice = "use the genome as the program wrote it";

/// Base64 of little-endian float32, which reads back to the same bits.
std::string floatsToText(std::span<const float> floats)
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(4 * floats.size());
    for (const float number : floats) {
        const auto bits = std::bit_cast<std::uint32_t>(number);
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    return toBase64(bytes);
}

/// `count` numbers, each within the format's range. Errors name the key.
Result<std::vector<float>> floatsFromText(const std::string& text, std::size_t count,
                                          const PictureGenomeFormat& format)
{
    const std::string path = "genome." + format.key;
    const auto bytes = fromBase64(text);
    if (!bytes)
        return failure(path, "it is not base64", advice);
    if (bytes->size() != 4 * count)
        return failure(path,
                       "it holds " + std::to_string(bytes->size()) + " bytes instead of " +
                           std::to_string(4 * count),
                       advice);
    std::vector<float> floats;
    floats.reserve(count);
    for (std::size_t i = 0; i < bytes->size(); i += 4) {
        std::uint32_t bits = 0;
        for (std::size_t b = 0; b < 4; ++b)
            bits |= std::uint32_t{(*bytes)[i + b]} << (8 * b);
        const auto number = std::bit_cast<float>(bits);
        if (!(number >= format.least && number <= format.most))
            return failure(path, "number " + std::to_string(i / 4) + " is out of range", advice);
        floats.push_back(number);
    }
    return floats;
}

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
    ASSIGN_OR_RETURN(
        const auto text, strictly([&] {
            const StrictObject object(json, "genome",
                                      {"encoding", "width", "height", "channels", format.key});
            if (const std::string encoding = object.text("encoding"); encoding != format.encoding)
                object.refuse("encoding",
                              "it is \"" + encoding + "\", not \"" + format.encoding + "\"",
                              "open the genome in a run with its encoding");
            expectShape(object, shape);
            return object.text(format.key);
        }));
    return floatsFromText(text, shape.bytes(), format);
}

} // namespace pareidolia
