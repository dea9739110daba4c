// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/Photo.h"

#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"
#include "core/recognising/FileKind.h"

#include <new>
#include <opencv2/core.hpp>
#include <system_error>

namespace pareidolia {

namespace {

namespace fs = std::filesystem;

constexpr const char* wanted = "a picture (PNG, JPEG, WebP, TIFF, BMP or GIF)";

Result<RawPicture> decode(FileKind kind, std::string_view bytes, const std::string& name)
{
    switch (kind) {
    case FileKind::Png:
        return decodeRawPng(bytes, name);
    case FileKind::Jpeg:
        return decodeJpeg(bytes, name);
    case FileKind::WebP:
        return decodeWebp(bytes, name);
    case FileKind::Tiff:
        return decodeTiff(bytes, name);
    case FileKind::Gif:
        return decodeGif(bytes, name);
    default:
        return decodeBmp(bytes, name);
    }
}

/// Composes over white, in place, and takes the alpha channel out. Whether anything shone through.
bool compose(RawPicture& picture)
{
    const int channels = picture.shape.channels;
    if (channels != 2 && channels != 4)
        return false;
    const auto colours = static_cast<std::size_t>(channels - 1);
    std::vector<std::uint8_t>& pixels = picture.pixels;
    bool shone = false;
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < pixels.size(); begin += colours + 1) {
        const unsigned alpha = pixels[begin + colours];
        shone = shone || alpha != 255;
        for (std::size_t c = 0; c < colours; ++c) {
            const unsigned colour = picture.premultiplied
                                        ? std::min<unsigned>(pixels[begin + c], alpha) * 255
                                        : pixels[begin + c] * alpha;
            pixels[kept++] = static_cast<std::uint8_t>((colour + 255 * (255 - alpha) + 127) / 255);
        }
    }
    pixels.resize(kept);
    picture.shape.channels = channels - 1;
    return shone;
}

/// Turned and mirrored as EXIF's number says.
Image upright(RawPicture picture)
{
    Image image;
    image.shape = picture.shape;
    image.pixels = std::move(picture.pixels);
    if (picture.orientation < 2 || picture.orientation > 8)
        return image;
    const cv::Mat source(image.shape.height, image.shape.width, CV_8UC(image.shape.channels),
                         image.pixels.data());
    const bool turned = picture.orientation > 4;
    Image result(turned ? ImageShape{image.shape.height, image.shape.width, image.shape.channels}
                        : image.shape);
    cv::Mat target(result.shape.height, result.shape.width, CV_8UC(result.shape.channels),
                   result.pixels.data());
    if (turned)
        cv::transpose(source, target);
    else
        source.copyTo(target);
    constexpr int both = -1, sideways = 1, upsideDown = 0, none = 2;
    constexpr int flips[]{none, none, sideways, both, upsideDown, none, sideways, both, upsideDown};
    if (const int flip = flips[picture.orientation]; flip != none)
        cv::flip(target, target, flip);
    return result;
}

Result<Photo> readWithinMemory(const fs::path& path)
{
    const std::string name = path.string();
    ASSIGN_OR_RETURN(const auto file, recogniseFile(path));
    if (!isPicture(file.kind))
        return tl::unexpected(misfit(path, wanted));
    std::error_code ignored;
    if (fs::file_size(path, ignored) > largestPictureFile)
        return failure(name, "it is larger than 256 MB, the limit for pictures",
                       "scale it down first");
    RawPicture raw;
    {
        ASSIGN_OR_RETURN(const auto bytes, readFile(path));
        ASSIGN_OR_RETURN(raw, decode(file.kind, bytes, name));
    }
    Photo photo;
    photo.isPng = file.kind == FileKind::Png;
    photo.remarks = std::move(raw.remarks);
    if (compose(raw))
        photo.remarks.emplace_back("Its transparent parts are shown on white.");
    photo.text = std::move(raw.text);
    photo.image = upright(std::move(raw));
    return photo;
}

} // namespace

Result<void> checkPictureSize(std::uint64_t width, std::uint64_t height, const std::string& name)
{
    if (width == 0 || height == 0)
        return failure(name, "it is a picture without pixels", "give another one");
    const std::string size =
        "it is a picture of " + std::to_string(width) + " × " + std::to_string(height) + " pixels";
    if (width > longestSide || height > longestSide)
        return failure(name, size + ", more than a million on one side", "crop it first");
    if (width * height > mostPixels)
        return failure(name, size + ", more than 64 million", "scale it down first");
    return {};
}

tl::unexpected<Error> damagedPicture(const std::string& name, const std::string& complaint)
{
    return failure(name, "the file is damaged (" + complaint + ")", "copy it or export it again");
}

tl::unexpected<Error> truncatedPicture(const std::string& name)
{
    return failure(name, "the file is truncated", "copy it or export it again");
}

int exifOrientation(std::span<const std::uint8_t> exif)
{
    constexpr std::size_t entrySize = 12;
    constexpr unsigned orientationTag = 0x112, shortNumber = 3;
    if (exif.size() < 8 || (exif[0] != 'I' && exif[0] != 'M') || exif[1] != exif[0])
        return 1;
    const bool little = exif[0] == 'I';
    const auto two = [&](std::size_t at) {
        return static_cast<unsigned>(little ? exif[at] | exif[at + 1] << 8
                                            : exif[at] << 8 | exif[at + 1]);
    };
    const std::size_t low = two(4), high = two(6);
    const std::size_t table = little ? low | high << 16 : low << 16 | high;
    if (table > exif.size() - 2)
        return 1;
    const unsigned count = two(table);
    for (std::size_t i = 0, at = table + 2; i < count && exif.size() - at >= entrySize;
         ++i, at += entrySize)
        if (two(at) == orientationTag && two(at + 2) == shortNumber)
            return static_cast<int>(two(at + 8));
    return 1;
}

Result<Photo> readPhoto(const fs::path& path)
{
    try {
        return readWithinMemory(path);
    } catch (const std::bad_alloc&) {
        return failure(path.string(), "the picture is too large for this machine's memory",
                       "close other programs, or scale it down first");
    }
}

} // namespace pareidolia
