// SPDX-License-Identifier: GPL-3.0-or-later
// Formats of pictures, each by the library that everybody uses. Only for this room. Errors call the
// picture `name`. Sizes are read from the header, and checked before anything is unpacked.
#pragma once

#include "core/base/Error.h"
#include "core/image/Image.h"
#include "core/image/PngFile.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// As the file has it.
struct RawPicture
{
    ImageShape shape;                 ///< with 2 or 4 channels the last one is alpha
    std::vector<std::uint8_t> pixels; ///< row by row, channels interleaved
    bool premultiplied = false;       ///< colours are multiplied by alpha already
    int orientation = 1;              ///< as EXIF counts: 1 to 8
    PngText text;
    std::vector<std::string> remarks; ///< what was left out, a sentence each
};

/// What a picture may have so that reading it stays below a gigabyte.
inline constexpr std::uint64_t mostPixels = 64ull * 1024 * 1024;
inline constexpr std::uint64_t longestSide = 1'000'000;
inline constexpr std::size_t largestPictureFile = std::size_t{256} * 1024 * 1024; ///< bytes
inline constexpr std::uint64_t mostAtOnce = 384ull * 1024 * 1024; ///< bytes, inside a library

Result<void> checkPictureSize(std::uint64_t width, std::uint64_t height, const std::string& name);
tl::unexpected<Error> damagedPicture(const std::string& name, const std::string& complaint);
tl::unexpected<Error> truncatedPicture(const std::string& name);

/// Of the block that cameras write, which begins as a TIFF file; 1 if it does not tell.
int exifOrientation(std::span<const std::uint8_t> exif);

Result<RawPicture> decodeRawPng(std::string_view bytes, const std::string& name);
Result<RawPicture> decodeJpeg(std::string_view bytes, const std::string& name);
Result<RawPicture> decodeWebp(std::string_view bytes, const std::string& name);
Result<RawPicture> decodeTiff(std::string_view bytes, const std::string& name);
Result<RawPicture> decodeGif(std::string_view bytes, const std::string& name);
Result<RawPicture> decodeBmp(std::string_view bytes, const std::string& name);

} // namespace pareidolia
