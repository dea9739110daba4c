// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelledFolder.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/View.h"
#include "core/image/Photo.h"
#include "core/models/LabelledImages.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

std::optional<std::size_t> classOf(const fs::path& file)
{
    const std::string name = file.filename().string();
    const auto end = name.find('_');
    return end == name.npos ? std::nullopt : parseUnsigned(name.substr(0, end));
}

using Labelled = std::vector<std::pair<fs::path, std::size_t>>;

Result<Labelled> labelledFiles(const fs::path& folder, const ModelInfo& model)
{
    ASSIGN_OR_RETURN(auto files, picturesByClass(folder, IdxPart::Test, model.labels));
    if (!files.empty())
        return files;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (const auto index = classOf(entry.path()); entry.is_regular_file() && index)
            files.emplace_back(entry.path(), *index);
    constexpr const char* forms = "give a folder with IDX files, a table (CSV), a folder of "
                                  "pictures for every class, or photographs named <class>_…";
    if (problem)
        return failure(folder.string(), "it cannot be read (" + problem.message() + ")", forms);
    if (files.empty())
        return failure(folder.string(), "it contains no labelled pictures", forms);
    std::ranges::sort(files);
    return files;
}

Result<LabelledPictures> fitted(LabelledImages data, const fs::path& source, const ModelInfo& model)
{
    if (data.images.empty())
        return failure(source.string(), "it holds no pictures", "choose another folder");
    if (data.shape != model.input)
        return failure(source.string(),
                       "its pictures are " + std::to_string(data.shape.width) + "×" +
                           std::to_string(data.shape.height) + " grey, which does not suit " +
                           model.name,
                       "choose data made for this network");
    const std::size_t largest = *std::ranges::max_element(data.labels);
    if (largest >= model.classes())
        return failure(source.string(), "it has a label " + std::to_string(largest),
                       model.name + " has classes 0 to " + std::to_string(model.classes() - 1));
    return LabelledPictures{std::move(data.images), {data.labels.begin(), data.labels.end()}};
}

} // namespace

Result<LabelledPictures> readPhotoFolder(const fs::path& folder, const ModelInfo& model,
                                         const Progress& progress)
{
    ASSIGN_OR_RETURN(const auto files, labelledFiles(folder, model));
    LabelledPictures photos;
    for (const auto& [file, index] : files) {
        RETURN_IF_ERROR(progress.at(static_cast<double>(photos.images.size()) /
                                    static_cast<double>(files.size())));
        if (index >= model.classes())
            return failure(file.string(), "its name gives class " + std::to_string(index),
                           "the network has classes 0 to " + std::to_string(model.classes() - 1));
        ASSIGN_OR_RETURN(const auto photo, readPhoto(file));
        const bool isExact = photo.isPng && photo.image.shape == model.input;
        photos.images.push_back(isExact ? photo.image : presentedTo(model, photo.image));
        photos.classes.push_back(index);
    }
    return photos;
}

Result<LabelledPictures> readLabelledFolder(const fs::path& folder, const ModelInfo& model,
                                            const Progress& progress)
{
    const fs::path table = holdsIdx(folder) ? fs::path() : tableOf(folder, IdxPart::Test);
    if (!table.empty()) {
        ASSIGN_OR_RETURN(auto data, readTableOfImages(table));
        return fitted(std::move(data), table, model);
    }
    if (!holdsIdx(folder))
        return readPhotoFolder(folder, model, progress);
    ASSIGN_OR_RETURN(auto data, readIdx(folder, IdxPart::Test));
    return fitted(std::move(data), folder, model);
}

} // namespace pareidolia
