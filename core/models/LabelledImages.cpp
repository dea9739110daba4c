// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelledImages.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/recognising/FileKind.h"

#include <algorithm>
#include <optional>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

/// "Ankle_boot" and "ankle boot" are the same label.
std::string plain(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char one) {
        return one >= 'A' && one <= 'Z'                 ? static_cast<char>(one + 32)
               : one == '_' || one == '-' || one == '/' ? ' '
                                                        : one;
    });
    return text;
}

std::vector<fs::path> sortedIn(const fs::path& folder, bool folders)
{
    std::error_code ignored;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (!entry.path().filename().string().starts_with('.') &&
            (folders ? entry.is_directory(ignored) : entry.is_regular_file(ignored)))
            found.push_back(entry.path());
    std::ranges::sort(found);
    return found;
}

/// `<folder>/train` or as others call it; the folder itself if it is not split.
fs::path folderOf(const fs::path& folder, IdxPart part)
{
    const std::vector<std::string> train{"train", "training"};
    const std::vector<std::string> test{"test", "testing", "t10k", "val", "valid", "validation"};
    for (const std::string& name : part == IdxPart::Train ? train : test)
        for (const fs::path& inside : sortedIn(folder, true))
            if (plain(inside.filename().string()) == name)
                return inside;
    return folder;
}

/// The class of each folder: its number, else its place among the labels, else its own place if
/// there are as many folders as labels (which is how torchvision counts them).
std::optional<std::vector<std::size_t>> classesOf(const std::vector<fs::path>& folders,
                                                  const std::vector<std::string>& labels)
{
    std::vector<std::size_t> numbers, named, places;
    for (const fs::path& folder : folders) {
        const std::string name = folder.filename().string();
        if (const auto number = parseUnsigned(name))
            numbers.push_back(*number);
        const auto label = std::ranges::find_if(
            labels, [&](const std::string& one) { return plain(one) == plain(name); });
        if (label != labels.end())
            named.push_back(static_cast<std::size_t>(label - labels.begin()));
        places.push_back(places.size());
    }
    if (numbers.size() == folders.size())
        return numbers;
    if (named.size() == folders.size())
        return named;
    if (folders.size() == labels.size())
        return places;
    return std::nullopt;
}

Result<LabelledImages> readFolders(const std::vector<std::pair<fs::path, std::size_t>>& pictures)
{
    LabelledImages data;
    for (const auto& [file, index] : pictures) {
        ASSIGN_OR_RETURN(const auto photo, readPhoto(file));
        const ImageShape shape{photo.image.shape.width, photo.image.shape.height, 1};
        if (data.images.empty())
            data.shape = shape;
        if (shape != data.shape)
            return failure(file.string(), "it has another size than the pictures before it",
                           "scale all pictures to one size");
        if (index > 255)
            return failure(file.string(), "its folder gives class " + std::to_string(index),
                           "give classes from 0 to 255");
        data.images.push_back(scaledTo(shape, photo.image));
        data.labels.push_back(static_cast<std::uint8_t>(index));
    }
    return data;
}

} // namespace

bool holdsIdx(const fs::path& folder)
{
    return std::ranges::any_of(sortedIn(folder, false), [](const fs::path& file) {
        const std::string name = file.filename().string();
        return name.find("ubyte") != name.npos || name.find("idx1") != name.npos ||
               name.find("idx3") != name.npos;
    });
}

Result<std::vector<std::pair<fs::path, std::size_t>>>
picturesByClass(const fs::path& folder, IdxPart part, const std::vector<std::string>& labels)
{
    std::vector<std::pair<fs::path, std::size_t>> pictures;
    std::vector<fs::path> folders = sortedIn(folderOf(folder, part), true);
    std::erase_if(folders, [](const fs::path& one) {
        return std::ranges::none_of(
            sortedIn(one, false), [](const fs::path& file) { return isPicture(kindOfFile(file)); });
    });
    if (folders.empty())
        return pictures;
    const auto classes = classesOf(folders, labels);
    if (!classes)
        return failure(folder.string(),
                       "its folders (" + folders.front().filename().string() +
                           " …) are named "
                           "neither by the numbers nor by the labels of the classes",
                       "name each folder by the number of its class, from 0");
    for (std::size_t i = 0; i < folders.size(); ++i)
        for (fs::path& file : sortedIn(folders[i], false))
            if (isPicture(kindOfFile(file)))
                pictures.emplace_back(std::move(file), (*classes)[i]);
    return pictures;
}

Result<LabelledImages> readLabelledImages(const fs::path& data, IdxPart part,
                                          const std::vector<std::string>& labels)
{
    if (holdsIdx(data))
        return readIdx(data, part);
    if (const fs::path table = tableOf(data, part); !table.empty())
        return readTableOfImages(table);
    ASSIGN_OR_RETURN(const auto pictures, picturesByClass(data, part, labels));
    const bool isSplit = folderOf(data, part) != data;
    if (pictures.empty() || (!isSplit && part == IdxPart::Train))
        return readIdx(data, part); // which tells what is missing
    return readFolders(pictures);
}

} // namespace pareidolia
