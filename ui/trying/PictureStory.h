// SPDX-License-Identifier: GPL-3.0-or-later
// What one of our PNG files tells of itself.
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
    std::string parentLabel; ///< the class whose champion its parent was; empty: none is told
    NetworkView view = NetworkView::OneCrop; ///< in which it was scored
    std::optional<RunSpec> spec;             ///< makes the run again; nothing if it cannot be read
    int scale = 1;                           ///< pixels of the file a pixel that the network saw
    nlohmann::ordered_json genome;           ///< as Genome::toJson wrote it; null if there is none
};

/// Nothing if the picture was not made by this program.
std::optional<PictureStory> storyOf(const PngText& text);

} // namespace pareidolia
