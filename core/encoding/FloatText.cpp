// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/FloatText.h"

#include "core/base/Text.h"

#include <bit>
#include <cstdint>

namespace pareidolia {

namespace {

constexpr const char* advice = "use the genome as the program wrote it";

} // namespace

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

Result<std::vector<float>> floatsFromText(std::string_view text, std::size_t count,
                                          FloatRange range, const std::string& path)
{
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
        if (!(number >= range.least && number <= range.most))
            return failure(path, "number " + std::to_string(i / 4) + " is out of range", advice);
        floats.push_back(number);
    }
    return floats;
}

} // namespace pareidolia
