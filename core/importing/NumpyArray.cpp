// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/NumpyArray.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace pareidolia {

namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr const char* advice = "save it again with numpy.save(name, array.astype('float32'))";
constexpr std::uint64_t mostNumbers = std::uint64_t{1} << 28;

struct Parts
{
    std::string_view header; ///< the text of a Python dictionary
    std::string_view numbers;
};

/// A version, the length of the header in two or four bytes, the header, the numbers.
std::optional<Parts> partsOf(std::string_view bytes)
{
    const auto byteAt = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
    };
    if (bytes.size() < magic.size() + 6)
        return std::nullopt;
    const std::size_t digits = byteAt(magic.size()) == 1 ? 2 : 4;
    const std::size_t begin = magic.size() + 2 + digits;
    std::size_t length = 0;
    for (std::size_t i = 0; i < digits; ++i)
        length |= byteAt(magic.size() + 2 + i) << 8 * i;
    if (length > bytes.size() - begin)
        return std::nullopt;
    return Parts{bytes.substr(begin, length), bytes.substr(begin + length)};
}

/// What stands between two marks behind a key; empty if it is not there.
std::string_view valueOf(std::string_view header, std::string_view key, char before, char after)
{
    const std::size_t place = header.find(key);
    if (place == std::string_view::npos)
        return {};
    const std::size_t begin = header.find(before, place + key.size());
    const std::size_t end = begin == std::string_view::npos ? begin : header.find(after, begin + 1);
    return end == std::string_view::npos ? std::string_view{}
                                         : header.substr(begin + 1, end - begin - 1);
}

std::optional<std::vector<std::int64_t>> shapeIn(std::string_view header)
{
    std::vector<std::int64_t> shape;
    for (const std::string& word : splitText(valueOf(header, "'shape':", '(', ')'), ',')) {
        if (trimmed(word).empty())
            continue; // behind the comma of "(3,)"
        const auto side = parseUnsigned(trimmed(word));
        if (!side || *side > mostNumbers)
            return std::nullopt;
        shape.push_back(static_cast<std::int64_t>(*side));
    }
    return shape;
}

template <typename Number>
std::vector<float> converted(std::string_view bytes, std::size_t count)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        Number number{};
        std::memcpy(&number, bytes.data() + i * sizeof(Number), sizeof(Number));
        values[i] = static_cast<float>(number);
    }
    return values;
}

} // namespace

bool isNumpyArray(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

Result<NumpyArray> readNumpyArray(std::string_view bytes, const std::string& source)
{
    const auto parts = isNumpyArray(bytes) ? partsOf(bytes) : std::nullopt;
    const auto shape = parts ? shapeIn(parts->header) : std::nullopt;
    if (!shape)
        return failure(source, "it is not a complete NumPy array", advice);
    if (parts->header.find("'fortran_order': False") == std::string_view::npos)
        return failure(source, "its numbers are in the order of Fortran", advice);
    const std::string_view type = valueOf(parts->header, "'descr':", '\'', '\'');
    const std::size_t size = type == "<f4" ? 4 : type == "<f8" ? 8 : type == "|u1" ? 1 : 0;
    if (size == 0)
        return failure(source, "its numbers are of another type than float32, float64 and uint8",
                       advice);
    std::uint64_t count = 1;
    for (const std::int64_t side : *shape)
        count = std::min(count * static_cast<std::uint64_t>(side), mostNumbers + 1);
    if (count > mostNumbers || parts->numbers.size() != count * size)
        return failure(source, "its numbers are more or fewer than its shape says", advice);
    return NumpyArray{*shape, size == 4   ? converted<float>(parts->numbers, count)
                              : size == 8 ? converted<double>(parts->numbers, count)
                                          : converted<std::uint8_t>(parts->numbers, count)};
}

} // namespace pareidolia
