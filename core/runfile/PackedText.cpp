// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/PackedText.h"

#include "core/base/ReturnError.h"
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <zlib.h>

namespace pareidolia {

namespace {

constexpr std::size_t longestText = 64 << 20; ///< bytes; the largest picture takes less

Error damaged(const std::string& what)
{
    return {what, "it is damaged: a compressed part cannot be read",
            "use a backup copy, if there is one"};
}

} // namespace

std::string packText(std::string_view text)
{
    uLongf size = compressBound(text.size());
    std::string bytes(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                  reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_SPEED) != Z_OK)
        throw std::runtime_error("zlib could not compress");
    bytes.resize(size);
    return bytes;
}

Result<std::string> unpackText(std::string_view bytes, const std::string& what)
{
    std::string text;
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    if (inflateInit(&stream) != Z_OK)
        throw std::bad_alloc();
    int state = Z_OK;
    while (state == Z_OK && text.size() < longestText) {
        char part[16384];
        stream.next_out = reinterpret_cast<Bytef*>(part);
        stream.avail_out = sizeof part;
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(part, sizeof part - stream.avail_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END)
        return tl::unexpected(damaged(what));
    return text;
}

std::string packGenome(const Genome& genome)
{
    return packText(genome.toJson().dump());
}

Result<GenomePointer> unpackGenome(std::string_view bytes, const Search& search,
                                   const std::string& what)
{
    ASSIGN_OR_RETURN(const auto text, unpackText(bytes, what));
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded())
        return tl::unexpected(damaged(what));
    return search.readGenome(json);
}

} // namespace pareidolia
