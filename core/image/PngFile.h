// SPDX-License-Identifier: GPL-3.0-or-later
// PNG files with text keys, by libpng: what lies in the file is what lies in memory, to the byte
// (no gamma, no palette of ours, no resampling).
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace pareidolia
{

/// Keyword (1–79 Latin-1 characters) and UTF-8 text. Short values are stored as iTXt, long ones as
/// compressed iTXt.
using PngText = std::vector<std::pair<std::string, std::string>>;

struct PngFile
{
    Image image;
    PngText text;
};

/// Reads 8-bit grey, RGB and palette pictures, and those with alpha if it is opaque everywhere.
/// Errors name the file: missing, no PNG, truncated, 16 bits a channel, translucent, over 64 Mpixel.
Result<PngFile> readPng(const std::filesystem::path& path);

/// Encodes into memory.
std::string encodePng(const Image& image, const PngText& text = {});

/// Writes a whole file or none.
Result<void> writePng(const std::filesystem::path& path, const Image& image,
                      const PngText& text = {});

} // namespace pareidolia
