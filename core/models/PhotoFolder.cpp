// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/PhotoFolder.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

std::optional<std::size_t> classOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    const auto end = name.find('_');
    return end == name.npos ? std::nullopt : parseUnsigned(name.substr(0, end));
}

Result<std::vector<fs::path>> labelledFiles(const fs::path& folder)
{
    std::error_code problem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.is_regular_file() && classOf(entry.path()))
            files.push_back(entry.path());
    if (problem)
        return failure(folder.string(), "it cannot be read (" + problem.message() + ")",
                       "give a folder with IDX files, or with photographs named <class>_…");
    if (files.empty())
        return failure(folder.string(),
                       "it contains neither IDX files nor photographs named <class>_…",
                       "name photographs like 207_golden_retriever.jpg");
    std::ranges::sort(files);
    return files;
}

using Presentation = std::function<Image(const Image&)>;

Result<LabelledPhotos> readAll(const fs::path& folder, std::size_t classes,
                               const Presentation& present, const Progress& progress)
{
    ASSIGN_OR_RETURN(const auto files, labelledFiles(folder));
    LabelledPhotos photos;
    for (const fs::path& file : files) {
        RETURN_IF_ERROR(progress.at(static_cast<double>(photos.images.size()) /
                                    static_cast<double>(files.size())));
        const std::size_t index = *classOf(file);
        if (index >= classes)
            return failure(file.string(), "its file name gives class " + std::to_string(index),
                           "the network has classes 0 to " + std::to_string(classes - 1));
        ASSIGN_OR_RETURN(const auto photo, readPhoto(file));
        photos.images.push_back(present(photo));
        photos.classes.push_back(index);
    }
    return photos;
}

} // namespace

Result<LabelledPhotos> readPhotoFolder(const fs::path& folder, const ModelInfo& model,
                                       const Progress& progress)
{
    return readAll(
        folder, model.classes(), [&](const Image& photo) { return presentedTo(model, photo); },
        progress);
}

} // namespace pareidolia
