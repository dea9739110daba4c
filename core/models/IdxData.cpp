// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/IdxData.h"

#include "core/base/ReturnError.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <zlib.h>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t imagesMagic = 0x803; // unsigned bytes in three dimensions
constexpr std::uint32_t labelsMagic = 0x801; // … in one
constexpr std::uint32_t largestSide = 4096;
constexpr std::size_t largestFile = std::size_t{4} << 30;

const char* const advice = "get the file again, or choose another folder";

tl::unexpected<Error> bad(const fs::path& file, const std::string& why)
{
    return failure(file.string(), why, advice);
}

/// Plain or gzipped, whichever is there; gzip first, as the data are published.
std::optional<fs::path> findFile(const fs::path& folder, const std::string& name)
{
    std::error_code ignored;
    for (const char* ending : {".gz", ""})
        if (const fs::path file = folder / (name + ending); fs::is_regular_file(file, ignored))
            return file;
    return std::nullopt;
}

/// The bytes of a file, unpacked where it is packed.
Result<std::string> readPacked(const fs::path& file)
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

/// Big-endian, as IDX writes numbers.
std::uint32_t numberAt(const std::string& bytes, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<std::uint8_t>(bytes[place + i]);
    return number;
}

/// Reads and checks the header: the magic number and that the data are as long as it says.
Result<std::string> readIdxFile(const fs::path& folder, const std::string& name,
                                std::uint32_t magic)
{
    const auto file = findFile(folder, name);
    if (!file)
        return failure((folder / name).string(), "it does not exist, with or without .gz",
                       "choose a folder with MNIST's four files");
    auto bytes = readPacked(*file);
    if (!bytes)
        return bytes;
    const std::size_t dimensions = magic & 0xff;
    const std::size_t header = 4 + 4 * dimensions;
    if (bytes->size() < header)
        return bad(*file, "it is truncated");
    if (numberAt(*bytes, 0) != magic)
        return bad(*file, "it is not an IDX file of this kind");
    std::uint64_t expected = 1;
    for (std::size_t d = 0; d < dimensions; ++d) {
        const std::uint32_t size = numberAt(*bytes, 4 + 4 * d);
        if (d > 0 && (size < 1 || size > largestSide))
            return bad(*file, "its pictures are " + std::to_string(size) + " pixels high or wide");
        expected *= size;
    }
    if (bytes->size() - header < expected)
        return bad(*file, "it is truncated");
    if (bytes->size() - header > expected)
        return bad(*file, "it is longer than its header says");
    return bytes;
}

} // namespace

Result<LabelledImages> readIdx(const fs::path& folder, IdxPart part)
{
    const std::string start = part == IdxPart::Train ? "train" : "t10k";
    ASSIGN_OR_RETURN(const auto images,
                     readIdxFile(folder, start + "-images-idx3-ubyte", imagesMagic));
    ASSIGN_OR_RETURN(const auto labels,
                     readIdxFile(folder, start + "-labels-idx1-ubyte", labelsMagic));
    const std::uint32_t count = numberAt(images, 4);
    if (numberAt(labels, 4) != count)
        return bad(folder, "it has " + std::to_string(count) + " pictures but " +
                               std::to_string(numberAt(labels, 4)) + " labels");

    LabelledImages data;
    data.shape = {static_cast<int>(numberAt(images, 12)), static_cast<int>(numberAt(images, 8)), 1};
    data.labels.assign(labels.begin() + 8, labels.end());
    data.images.reserve(count);
    auto pixel = images.begin() + 16;
    for (std::uint32_t i = 0; i < count; ++i) {
        Image image(data.shape);
        const auto end = pixel + static_cast<std::ptrdiff_t>(image.pixels.size());
        std::copy(pixel, end, image.pixels.begin());
        pixel = end;
        data.images.push_back(std::move(image));
    }
    return data;
}

} // namespace pareidolia
