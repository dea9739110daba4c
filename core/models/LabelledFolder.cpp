// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/LabelledFolder.h"

#include "core/base/ReturnError.h"
#include "core/models/IdxData.h"
#include "core/models/PhotoFolder.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

namespace pareidolia {

namespace {

bool holdsIdx(const std::filesystem::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.path().filename().string().find("-ubyte") != std::string::npos)
            return true;
    return false;
}

} // namespace

Result<LabelledPictures> readLabelledFolder(const std::filesystem::path& folder,
                                            const ModelInfo& model, const Progress& progress)
{
    if (!holdsIdx(folder)) {
        ASSIGN_OR_RETURN(auto photos, readPhotoFolder(folder, model, progress));
        return LabelledPictures{std::move(photos.images), std::move(photos.classes)};
    }
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
