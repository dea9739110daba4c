// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PhotoControl.h"

#include "core/analysis/TypicalConfidence.h"
#include "core/base/ReturnError.h"
#include "core/classifier/TenCrops.h"
#include "core/loading/Loader.h"
#include "core/models/LabelledFolder.h"
#include "core/run/Engine.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace pareidolia::cli {

Result<std::optional<PhotoControl>> knownPhotos(const RunFigures& run)
{
    ASSIGN_OR_RETURN(const auto typical,
                     readTypicalConfidence(typicalConfidenceFile(), run.modelSha256));
    if (!typical || !typical->confidences)
        return std::nullopt;
    return PhotoControl{typical->data, *typical->confidences};
}

Result<PhotoControl> measuredPhotos(const RunFigures& run, const std::string& folder)
{
    const std::string model = run.settings.value("model", std::string());
    ASSIGN_OR_RETURN(const auto classifier, openClassifier(model));
    const ModelInfo& info = classifier->info();
    if (info.sha256 != run.modelSha256)
        return failure(model, "it is not the network that " + run.name + " searched against",
                       "restore that network, or leave out --photos");
    const bool tenCrops =
        run.settings.value("view", std::string()) == viewName(NetworkView::TenCrop);
    ASSIGN_OR_RETURN(const auto viewed,
                     withView(classifier, tenCrops ? NetworkView::TenCrop : NetworkView::OneCrop));
    ASSIGN_OR_RETURN(const auto photos, readPhotoFolder(folder, viewed->info()));
    ASSIGN_OR_RETURN(const auto seen,
                     evaluate(*viewed, photos.images, photos.classes, Engine::workersHere()));
    const std::filesystem::path path(folder);
    const auto name = path.has_filename() ? path.filename() : path.parent_path().filename();
    return PhotoControl{name.string(), seen.confidences};
}

nlohmann::ordered_json photosToJson(const std::optional<PhotoControl>& photos)
{
    if (!photos)
        return nullptr;
    return {{"data", photos->data},
            {"images", photos->confidences.first.total()},
            {"first", histogramToJson(photos->confidences.first)},
            {"right", histogramToJson(photos->confidences.right)}};
}

} // namespace pareidolia::cli
