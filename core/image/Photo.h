// SPDX-License-Identifier: GPL-3.0-or-later
// Photographs in common formats (JPEG, PNG, BMP, WebP, TIFF …), by OpenCV.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <filesystem>

namespace pareidolia {

/// Reads a picture as 8-bit RGB, turned upright as its EXIF says. Errors name the file.
Result<Image> readPhoto(const std::filesystem::path& path);

} // namespace pareidolia
