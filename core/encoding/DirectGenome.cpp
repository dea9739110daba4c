// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/encoding/DirectGenome.h"

#include "core/base/Text.h"
#include "core/encoding/JsonObject.h"

#include <bit>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
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
                           "take a genome that was made for such pictures");
    }
    return {};
}

Result<std::vector<float>> readGenes(const JsonObject& object, std::size_t count)
{
    const std::string path = object.path("genes");
    const auto text = object.text("genes");
    if (!text)
        return tl::unexpected(text.error());
    const auto bytes = fromBase64(*text);
    if (!bytes)
        return failure(path, "it is no base64", "take the genome as the program wrote it");
    if (bytes->size() != 4 * count)
        return failure(path,
                       "it holds " + std::to_string(bytes->size()) + " bytes instead of " +
                           std::to_string(4 * count),
                       "take the genome as the program wrote it");
    std::vector<float> genes;
    genes.reserve(count);
    for (std::size_t i = 0; i < bytes->size(); i += 4) {
        std::uint32_t bits = 0;
        for (std::size_t b = 0; b < 4; ++b)
            bits |= std::uint32_t{(*bytes)[i + b]} << (8 * b);
        const auto gene = std::bit_cast<float>(bits);
        if (!(gene >= 0.0f && gene <= 1.0f))
            return failure(path, "gene " + std::to_string(i / 4) + " is not within 0 and 1",
                           "take the genome as the program wrote it");
        genes.push_back(gene);
    }
    return genes;
}

} // namespace

DirectGenome::DirectGenome(ImageShape shape, std::vector<float> genes)
    : m_shape(shape), m_genes(std::move(genes))
{
    if (m_genes.size() != m_shape.bytes())
        throw std::invalid_argument("a direct genome needs one gene for every byte");
}

nlohmann::ordered_json DirectGenome::toJson() const
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(4 * m_genes.size());
    for (const float gene : m_genes) {
        const auto bits = std::bit_cast<std::uint32_t>(gene);
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
    }
    return {{"encoding", "direct"},
            {"width", m_shape.width},
            {"height", m_shape.height},
            {"channels", m_shape.channels},
            {"genes", toBase64(bytes)}};
}

Result<std::shared_ptr<const DirectGenome>> parseDirect(const nlohmann::ordered_json& json,
                                                        ImageShape shape)
{
    const auto object =
        JsonObject::open(json, "genome", {"encoding", "width", "height", "channels", "genes"});
    if (!object)
        return tl::unexpected(object.error());
    const auto encoding = object->text("encoding");
    if (!encoding)
        return tl::unexpected(encoding.error());
    if (*encoding != "direct")
        return failure("genome.encoding", "it is \"" + *encoding + "\", not \"direct\"",
                       "open the genome in a run of its own encoding");
    if (auto expected = expectShape(*object, shape); !expected)
        return tl::unexpected(expected.error());
    auto genes = readGenes(*object, shape.bytes());
    if (!genes)
        return tl::unexpected(genes.error());
    return std::make_shared<const DirectGenome>(shape, std::move(*genes));
}

} // namespace pareidolia
