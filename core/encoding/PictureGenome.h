// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON format of genomes that are pictures: {"encoding", "width", "height", "channels", and one
// string of floats: base64 of little-endian float32}.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

namespace pareidolia {

struct PictureGenomeFormat
{
    std::string encoding;
    std::string key;   ///< of the floats
    float least, most; ///< what a float may be
};

nlohmann::ordered_json pictureGenomeToJson(const PictureGenomeFormat& format,
                                           const ImageShape& shape, std::span<const float> floats);

/// One float per byte of such a picture. Errors name the key.
Result<std::vector<float>> pictureGenomeFromJson(const PictureGenomeFormat& format,
                                                 const nlohmann::ordered_json& json,
                                                 const ImageShape& shape);

} // namespace pareidolia
