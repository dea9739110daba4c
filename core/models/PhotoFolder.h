// SPDX-License-Identifier: GPL-3.0-or-later
// Photographs whose names begin with their class: "207_golden_retriever.jpg".
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/classifier/ModelInfo.h"
#include "core/image/Image.h"

#include <filesystem>
#include <vector>

namespace pareidolia {

struct LabelledPhotos
{
    std::vector<Image> images; ///< of the shape asked for
    std::vector<std::size_t> classes;
};

/// Every file `<class>_…` of a folder, in the order of their names, cropped for this network
/// (View.h, TenCrops.h). Errors: no folder, no such file in it, one that cannot be read, a class
/// that the network does not have; cancelled.
Result<LabelledPhotos> readPhotoFolder(const std::filesystem::path& folder, const ModelInfo& model,
                                       const Progress& progress = {});

} // namespace pareidolia
