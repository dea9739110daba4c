// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/PackedFile.h"

#include <memory>
#include <zlib.h>

namespace pareidolia {

namespace {

constexpr std::size_t largestFile = std::size_t{4} << 30;

tl::unexpected<Error> bad(const std::filesystem::path& file, const std::string& why)
{
    return failure(file.string(), why, "get the file again, or choose another folder");
}

} // namespace

Result<std::string> readPacked(const std::filesystem::path& file)
{
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> input(gzopen(file.c_str(), "rb"), gzclose);
    if (!input)
        return bad(file, "it cannot be opened");
    std::string bytes;
    std::string piece(std::size_t{1} << 20, '\0');
    for (;;) {
        const int count = gzread(input.get(), piece.data(), static_cast<unsigned>(piece.size()));
        if (count < 0)
            return bad(file, "it is damaged");
        if (count == 0)
            break;
        bytes.append(piece, 0, static_cast<std::size_t>(count));
        if (bytes.size() > largestFile)
            return bad(file, "it unpacks to more than 4 GiB");
    }
    // A packed file that ends too early reads as far as it goes: zlib tells only here.
    int state = Z_OK;
    gzerror(input.get(), &state);
    if (state != Z_OK)
        return bad(file, "it is truncated");
    return bytes;
}

} // namespace pareidolia
