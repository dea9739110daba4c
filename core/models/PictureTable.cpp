// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/models/LabelledImages.h"
#include "core/models/PackedFile.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largestSide = 4096;

std::string lowerName(const fs::path& path)
{
    std::string name = path.filename().string();
    std::ranges::transform(name, name.begin(), [](char one) {
        return one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one;
    });
    return name;
}

tl::unexpected<Error> bad(const fs::path& table, std::size_t line, const std::string& why)
{
    return failure(table.string(), "line " + std::to_string(line) + " " + why,
                   "give a table with a label and the pixels of a picture in every line");
}

/// The numbers of a line, 0 to 255 each; false if there is anything else in it.
bool numbersOf(std::string_view line, std::vector<std::uint8_t>& numbers)
{
    numbers.clear();
    unsigned number = 0;
    bool begun = false;
    for (const char one : line) {
        if (one >= '0' && one <= '9') {
            number = number * 10 + static_cast<unsigned>(one - '0');
            begun = true;
            if (number > 255)
                return false;
        } else if (one == ',' && begun) {
            numbers.push_back(static_cast<std::uint8_t>(number));
            number = 0;
            begun = false;
        } else if (one != ' ' && one != '"') {
            return false;
        }
    }
    if (begun)
        numbers.push_back(static_cast<std::uint8_t>(number));
    return begun;
}

} // namespace

fs::path tableOf(const fs::path& data, IdxPart part)
{
    std::error_code ignored;
    if (fs::is_regular_file(data, ignored))
        return data;
    std::vector<fs::path> tables;
    for (const auto& entry : fs::directory_iterator(data, ignored))
        if (const std::string name = lowerName(entry.path());
            entry.is_regular_file(ignored) && (name.ends_with(".csv") || name.ends_with(".csv.gz")))
            tables.push_back(entry.path());
    std::ranges::sort(tables);
    const auto isOfPart = [&](const fs::path& table) {
        const std::string name = lowerName(table);
        return part == IdxPart::Train
                   ? name.find("train") != name.npos
                   : name.find("test") != name.npos || name.find("t10k") != name.npos;
    };
    if (const auto found = std::ranges::find_if(tables, isOfPart); found != tables.end())
        return *found;
    return tables.size() == 1 && part == IdxPart::Test ? tables.front() : fs::path();
}

Result<LabelledImages> readTableOfImages(const fs::path& table)
{
    ASSIGN_OR_RETURN(const auto text, readPacked(table));
    LabelledImages data;
    std::vector<std::uint8_t> numbers;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line(text.data() + begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        if (!numbersOf(line, numbers)) {
            if (number > 1)
                return bad(table, number, "holds something else than numbers from 0 to 255");
            if (line.find("pixel") != line.npos && line.find("label") == line.npos)
                return failure(table.string(), "it has pictures, but no labels",
                               "give the table with labels, such as train.csv, itself");
            continue; // names of columns
        }
        const auto side = static_cast<std::size_t>(
            std::lround(std::sqrt(static_cast<double>(numbers.size() - 1))));
        if (side < 1 || side > largestSide || side * side != numbers.size() - 1)
            return bad(table, number,
                       "has " + std::to_string(numbers.size()) +
                           " numbers, which are not a label and a square picture");
        const ImageShape shape{static_cast<int>(side), static_cast<int>(side), 1};
        if (!data.images.empty() && shape != data.shape)
            return bad(table, number, "has another number of pixels than those above");
        data.shape = shape;
        Image image(shape);
        std::ranges::copy(numbers.begin() + 1, numbers.end(), image.pixels.begin());
        data.images.push_back(std::move(image));
        data.labels.push_back(numbers.front());
    }
    return data;
}

} // namespace pareidolia
