// SPDX-License-Identifier: GPL-3.0-or-later
// The data of an import: the user's settings for a network, and the draft made from it before
// anything is saved. core/torch does the work (ModelImport.h); these know no torch.
#pragma once

#include "core/base/PictureSize.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/ModelInfo.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

/// The user's settings for what the file does not say. Unset: as the file says, or the default
/// (mean 0, scale 1, RGB, numbers as labels).
struct ImportSettings
{
    /// .prototxt and .caffemodel, perhaps with a .binaryproto or .npy, or .pt, or .onnx
    std::vector<std::filesystem::path> files;
    std::string name;                    ///< empty: the file's name
    std::string labels;                  ///< "imagenet", "digits", a text file's path, or empty
    std::vector<float> mean;             ///< one number, or one per channel in R, G, B order
    std::vector<float> scale;            ///< one number, or one per channel
    std::optional<std::string> channels; ///< "rgb", "bgr" or "grey": what the network receives
    std::optional<PictureSize> size;     ///< of the input, where it is open
    std::string view = "exact";          ///< or "crop"
    std::string summary;                 ///< empty: made from the other settings
    std::string licence;                 ///< empty: "unknown"
    std::string provenance;              ///< empty: file names and their SHA-256
    std::optional<double> accuracy;      ///< published top-1, 0–1
    std::string accuracyOn;
    std::optional<Plan> plan; ///< measured on this machine if there is none
};

/// A converted network that can score, with a plan that is safe but slow.
struct ImportDraft
{
    ModelInfo info;
    std::string bytes; ///< the archive, without a tuned plan; where OpenCV runs it, the ONNX file
    std::shared_ptr<const Classifier> classifier; ///< ready for test pictures
    std::vector<std::string> remarks;             ///< what was found by trying, a sentence each
};

} // namespace pareidolia
