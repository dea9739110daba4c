// SPDX-License-Identifier: GPL-3.0-or-later
// PNG files with text keys, by libpng: the bytes of the file are those in memory (no gamma, no
// palette of ours, no resampling). Functions may be called from any thread; those that take a path
// block on the disk.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pareidolia {

inline constexpr std::size_t longestPngText = 16u * 1024 * 1024; ///< bytes, uncompressed

/// Keyword (1–79 printable ASCII characters, single spaces inside) and UTF-8 text. Short values are
/// stored as iTXt, long ones as compressed iTXt. A zero byte, which PNG cannot hold, becomes
/// U+FFFD. Values longer than `longestPngText` are neither written nor read: they may be
/// decompression bombs.
using PngText = std::vector<std::pair<std::string, std::string>>;

struct PngFile
{
    Image image;
    PngText text; ///< in the file's order; Latin-1 is converted to UTF-8
};

/// Reads grey, RGB and palette pictures of up to 8 bits, and those with alpha if it is opaque
/// everywhere. Errors name the file: missing, not a PNG, truncated, damaged, 16 bits per channel,
/// translucent, over 64 Mpixel.
Result<PngFile> readPng(const std::filesystem::path& path);

/// The same from memory; errors call it `name`.
Result<PngFile> decodePng(std::string_view bytes, const std::string& name);

/// Encodes into memory; equal arguments give equal bytes. Throws std::invalid_argument if the
/// picture is empty, has another number of pixels than its shape tells, a keyword is not one, or a
/// text is too long.
std::string encodePng(const Image& image, const PngText& text = {});

/// Writes the whole file or nothing.
Result<void> writePng(const std::filesystem::path& path, const Image& image,
                      const PngText& text = {});

} // namespace pareidolia
