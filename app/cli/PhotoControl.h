// SPDX-License-Identifier: GPL-3.0-or-later
// The paper's control: how sure the networks of two runs are of real pictures, beside how sure they
// are of the pictures that fool them.
#pragma once

#include "core/analysis/Evaluation.h"
#include "core/base/Error.h"
#include "core/run/RunFigures.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace pareidolia::cli {

struct PhotoControl
{
    std::string data; ///< what the pictures are called
    PhotoConfidences confidences;
};

/// As it was measured, with one crop, for the networks that come with the program; nothing for
/// others.
Result<std::optional<PhotoControl>> knownPhotos(const RunFigures& run);

/// Measured now with the labelled photographs of a folder, in the run's view. Fails where the run's
/// network is not at hand any more.
Result<PhotoControl> measuredPhotos(const RunFigures& run, const std::string& folder);

/// {"data", "images", "first": histogram, "right": histogram}; null for nothing.
nlohmann::ordered_json photosToJson(const std::optional<PhotoControl>& photos);

} // namespace pareidolia::cli
