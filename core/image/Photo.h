// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in common formats: PNG, JPEG, WebP, TIFF, BMP, GIF. What a file is decides its content,
// not its name.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"
#include "core/image/PngFile.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pareidolia {

struct Photo
{
    Image image;                      ///< upright as its EXIF says; grey or RGB
    bool isPng = false;               ///< which networks may get as it is
    PngText text;                     ///< of a PNG
    std::vector<std::string> remarks; ///< what a network does not get of it, a sentence each
};

/// What is transparent is composed over white, 16 bits become 8, of several frames the first one is
/// read. Blocks; takes at most a gigabyte of memory. Errors name the file: no picture (what it is
/// instead), truncated, damaged, over 64 Mpixel or 256 MB.
Result<Photo> readPhoto(const std::filesystem::path& path);

} // namespace pareidolia
