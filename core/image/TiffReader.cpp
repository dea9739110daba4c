// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"

#include <algorithm>
#include <bit>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <tiffio.h>

namespace pareidolia {

namespace {

/// A file in memory, and the first thing that libtiff says against it.
struct Source
{
    std::string_view bytes;
    std::size_t place = 0;
    std::string complaint;
};

tmsize_t onRead(thandle_t handle, void* into, tmsize_t count)
{
    auto& source = *static_cast<Source*>(handle);
    const std::size_t left = source.bytes.size() - std::min(source.place, source.bytes.size());
    const std::size_t taken =
        std::min(static_cast<std::size_t>(std::max<tmsize_t>(count, 0)), left);
    std::memcpy(into, source.bytes.data() + std::min(source.place, source.bytes.size()), taken);
    source.place += taken;
    return static_cast<tmsize_t>(taken);
}

tmsize_t onWrite(thandle_t, void*, tmsize_t)
{
    return 0;
}

toff_t onSeek(thandle_t handle, toff_t offset, int whence)
{
    auto& source = *static_cast<Source*>(handle);
    const std::size_t from = whence == SEEK_SET   ? 0
                             : whence == SEEK_CUR ? source.place
                                                  : source.bytes.size();
    source.place = from + static_cast<std::size_t>(offset);
    return source.place;
}

int onClose(thandle_t)
{
    return 0;
}

toff_t onSize(thandle_t handle)
{
    return static_cast<Source*>(handle)->bytes.size();
}

int onError(TIFF*, void* user, const char*, const char* format, va_list arguments)
{
    char text[200];
    std::vsnprintf(text, sizeof text, format, arguments);
    auto& source = *static_cast<Source*>(user);
    if (source.complaint.empty())
        source.complaint = text;
    return 1; // nobody else is told
}

int onWarning(TIFF*, void*, const char*, const char*, va_list)
{
    return 1;
}

using File = std::unique_ptr<TIFF, void (*)(TIFF*)>;

File opened(Source& source)
{
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(
        TIFFOpenOptionsAlloc(), TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onError, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onWarning, nullptr);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(mostAtOnce));
    return {TIFFClientOpenExt("picture", "rm", &source, onRead, onWrite, onSeek, onClose, onSize,
                              nullptr, nullptr, options.get()),
            TIFFClose};
}

std::uint16_t tagOf(TIFF* file, ttag_t tag, std::uint16_t otherwise)
{
    std::uint16_t value = otherwise;
    return TIFFGetFieldDefaulted(file, tag, &value) == 1 ? value : otherwise;
}

/// As RGBA, in the order in which the file has them.
bool readPixels(TIFF* file, RawPicture& picture, Source& source)
{
    char complaint[1024] = "";
    TIFFRGBAImage image;
    if (TIFFRGBAImageOK(file, complaint) == 0 ||
        TIFFRGBAImageBegin(&image, file, 1, complaint) == 0) {
        source.complaint = complaint;
        return false;
    }
    image.req_orientation = image.orientation;
    // A number a pixel, red in its lowest byte.
    static_assert(std::endian::native == std::endian::little);
    const int done = TIFFRGBAImageGet(
        &image, reinterpret_cast<std::uint32_t*>(picture.pixels.data()), image.width, image.height);
    TIFFRGBAImageEnd(&image);
    return done != 0;
}

} // namespace

Result<RawPicture> decodeTiff(std::string_view bytes, const std::string& name)
{
    Source source{bytes, 0, {}};
    const auto wrong = [&] { return damagedPicture(name, source.complaint); };
    const File file = opened(source);
    if (!file)
        return wrong();
    std::uint32_t width = 0, height = 0;
    if (TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &width) != 1 ||
        TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &height) != 1)
        return damagedPicture(name, "it does not tell its size");
    RETURN_IF_ERROR(checkPictureSize(width, height, name));
    const std::uint64_t part =
        TIFFIsTiled(file.get()) != 0 ? TIFFTileSize64(file.get()) : TIFFStripSize64(file.get());
    if (part > mostAtOnce)
        return failure(name, "a part of it unpacks to more than 384 MB, the limit for pictures",
                       "save it as PNG, or scale it down first");
    RawPicture picture;
    picture.shape = {static_cast<int>(width), static_cast<int>(height), 4};
    picture.pixels.resize(picture.shape.bytes());
    picture.premultiplied = true;
    picture.orientation = tagOf(file.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (!readPixels(file.get(), picture, source))
        return wrong();
    if (tagOf(file.get(), TIFFTAG_BITSPERSAMPLE, 8) > 8)
        picture.remarks.emplace_back("Its 16 bits per channel are reduced to 8.");
    if (TIFFLastDirectory(file.get()) == 0)
        picture.remarks.emplace_back("It has several pages; the first one is used.");
    return picture;
}

} // namespace pareidolia
