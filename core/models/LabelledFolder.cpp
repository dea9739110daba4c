// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelledFolder.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/models/IdxData.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

bool holdsIdx(const fs::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().find("-ubyte") != std::string::npos)
            return true;
    return false;
}

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

} // namespace

Result<LabelledPictures> readPhotoFolder(const fs::path& folder, const ModelInfo& model,
                                         const Progress& progress)
{
    ASSIGN_OR_RETURN(const auto files, labelledFiles(folder));
    LabelledPictures photos;
    for (const fs::path& file : files) {
        RETURN_IF_ERROR(progress.at(static_cast<double>(photos.images.size()) /
                                    static_cast<double>(files.size())));
        const std::size_t index = *classOf(file);
        if (index >= model.classes())
            return failure(file.string(), "its file name gives class " + std::to_string(index),
                           "the network has classes 0 to " + std::to_string(model.classes() - 1));
        ASSIGN_OR_RETURN(const auto photo, readPhoto(file));
        photos.images.push_back(presentedTo(model, photo));
        photos.classes.push_back(index);
    }
    return photos;
}

Result<LabelledPictures> readLabelledFolder(const fs::path& folder, const ModelInfo& model,
                                            const Progress& progress)
{
    if (!holdsIdx(folder))
        return readPhotoFolder(folder, model, progress);
    ASSIGN_OR_RETURN(auto data, readIdx(folder, IdxPart::Test));
    if (data.shape != model.input)
        return failure(folder.string(),
                       "its pictures are " + std::to_string(data.shape.width) + "×" +
                           std::to_string(data.shape.height) + " grey, which does not suit " +
                           model.name,
                       "choose data made for this network");
    if (data.images.empty())
        return failure(folder.string(), "it holds no pictures", "choose another folder");
    const std::size_t largest = *std::ranges::max_element(data.labels);
    if (largest >= model.classes())
        return failure(folder.string(), "it has a label " + std::to_string(largest),
                       model.name + " has classes 0 to " + std::to_string(model.classes() - 1));
    return LabelledPictures{std::move(data.images), {data.labels.begin(), data.labels.end()}};
}

} // namespace pareidolia
