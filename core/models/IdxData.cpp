// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/IdxData.h"

#include "core/base/ReturnError.h"
#include "core/models/PackedFile.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t imagesMagic = 0x803; // unsigned bytes in three dimensions
constexpr std::uint32_t labelsMagic = 0x801; // … in one
constexpr std::uint32_t largestSide = 4096;

const char* const advice = "get the file again, or choose another folder";

tl::unexpected<Error> bad(const fs::path& file, const std::string& why)
{
    return failure(file.string(), why, advice);
}

/// "t10k-images.idx3-ubyte.gz" is "t10k-images-idx3-ubyte": dots, hyphens and underscores differ
/// from publisher to publisher.
std::string usualName(const fs::path& file)
{
    std::string name = file.filename().string();
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    std::ranges::transform(name, name.begin(), [](char one) {
        return one == '.' || one == '_'   ? '-'
               : one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32)
                                          : one;
    });
    return name;
}

/// "emnist-letters-test-images-idx3-ubyte" is one of "t10k-images-idx3-ubyte" too.
bool isLike(const fs::path& file, std::string_view name)
{
    const std::string usual = usualName(file);
    if (usual.ends_with(name))
        return true;
    return name.starts_with("t10k-") && usual.ends_with("test-" + std::string(name.substr(5)));
}

/// The file of that name, or the only one that is called like it; plain or gzipped, gzip first, as
/// the data are published. Fails if there are several.
Result<std::optional<fs::path>> findFile(const fs::path& folder, const std::string& name)
{
    std::error_code ignored;
    for (const char* ending : {".gz", ""})
        if (const fs::path file = folder / (name + ending); fs::is_regular_file(file, ignored))
            return file;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored) && isLike(entry.path(), name))
            files.push_back(entry.path());
    std::ranges::sort(files, std::greater{}); // gzip first
    for (std::size_t i = 1; i < files.size(); ++i)
        if (usualName(files[i]) != usualName(files.front()))
            return failure(folder.string(),
                           "it holds several sets: " + files.back().filename().string() + " and " +
                               files.front().filename().string(),
                           "move one set into a folder of its own");
    return files.empty() ? std::nullopt : std::optional(files.front());
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
    ASSIGN_OR_RETURN(const auto file, findFile(folder, name));
    if (!file)
        return failure((folder / name).string(), "it does not exist, with or without .gz",
                       "choose a folder with MNIST's four files, with tables (CSV) of both parts, "
                       "or with a folder of pictures for every class in train and in test");
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
