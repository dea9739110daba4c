// SPDX-License-Identifier: GPL-3.0-or-later
// The origin of an exported picture, from the text keys of its PNG file.
#pragma once

#include "core/image/PngFile.h"
#include "core/run/RunSpec.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace pareidolia {

struct PictureStory
{
    std::string label;
    float confidence = 0;
    double logOdds = 0;
    std::string model;
    std::string modelSha256;
    std::string seed;
    std::string generation;
    std::string software;
    std::string parentLabel; ///< the class whose champion its parent was; empty: not in the file
    NetworkView view = NetworkView::OneCrop; ///< the crop mode in which it was scored
    std::optional<RunSpec> spec;             ///< of the run; nothing if it cannot be read
    int scale = 1;                 ///< pixels of the file per pixel that the network scored
    nlohmann::ordered_json genome; ///< as Genome::toJson wrote it; null if there is none
};

/// Nothing if the picture was not exported by this program.
std::optional<PictureStory> storyOf(const PngText& text);

} // namespace pareidolia
