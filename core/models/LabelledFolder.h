// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of labelled pictures, of either kind, fitted to a network's input.
#pragma once

#include "core/base/Error.h"
#include "core/base/Progress.h"
#include "core/classifier/ModelInfo.h"
#include "core/image/Image.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace pareidolia {

struct LabelledPictures
{
    std::vector<Image> images; ///< of the network's size; at least one
    std::vector<std::size_t> classes;
};

/// Every picture in the folders of a folder, one a class (LabelledImages.h), or where there are
/// none every photograph `<class>_…` in it ("207_golden_retriever.jpg"), in the order of their
/// names, cropped for this network (View.h, TenCrops.h). Errors: no folder, no such file in it, one
/// that cannot be read, a class that the network does not have; cancelled.
Result<LabelledPictures> readPhotoFolder(const std::filesystem::path& folder,
                                         const ModelInfo& model, const Progress& progress = {});

/// IDX test data if the folder has them, else a table, else photographs. Blocks on the disk.
/// Errors name the folder or the file that is wrong; being cancelled is an error, too.
Result<LabelledPictures> readLabelledFolder(const std::filesystem::path& folder,
                                            const ModelInfo& model, const Progress& progress = {});

} // namespace pareidolia
