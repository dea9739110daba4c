// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"

#include <algorithm>
#include <cstring>
#include <gif_lib.h>
#include <memory>

namespace pareidolia {

namespace {

struct Source
{
    std::string_view left;
};

int onRead(GifFileType* file, GifByteType* into, int count)
{
    auto& source = *static_cast<Source*>(file->UserData);
    const std::size_t taken =
        std::min(static_cast<std::size_t>(std::max(count, 0)), source.left.size());
    std::memcpy(into, source.left.data(), taken);
    source.left.remove_prefix(taken);
    return static_cast<int>(taken);
}

struct Close
{
    void operator()(GifFileType* file) const { DGifCloseFile(file, nullptr); }
};
using File = std::unique_ptr<GifFileType, Close>;

/// Reads records up to the next frame, and which colour of it is transparent, or −1. False at the
/// end of the file, and where it is damaged.
bool toNextFrame(GifFileType* file, int& transparent)
{
    GifRecordType record{};
    while (DGifGetRecordType(file, &record) == GIF_OK && record != TERMINATE_RECORD_TYPE) {
        if (record == IMAGE_DESC_RECORD_TYPE)
            return true;
        int code = 0;
        GifByteType* block = nullptr;
        if (record != EXTENSION_RECORD_TYPE || DGifGetExtension(file, &code, &block) != GIF_OK)
            return false;
        GraphicsControlBlock control{};
        if (block && code == GRAPHICS_EXT_FUNC_CODE &&
            DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
            transparent = control.TransparentColor;
        while (block)
            if (DGifGetExtensionNext(file, &block) != GIF_OK)
                return false;
    }
    return false;
}

/// Where the n-th row of the file stands.
int rowOf(int n, int height, bool interlaced)
{
    if (!interlaced)
        return n;
    constexpr int starts[]{0, 4, 2, 1}, steps[]{8, 8, 4, 2};
    for (int pass = 0; pass < 4; ++pass) {
        const int rows = (height - starts[pass] + steps[pass] - 1) / steps[pass];
        if (n < rows)
            return starts[pass] + n * steps[pass];
        n -= std::max(rows, 0);
    }
    return height - 1;
}

bool readFrame(GifFileType* file, int transparent, RawPicture& picture)
{
    const GifImageDesc& frame = file->Image;
    const ColorMapObject* colours = frame.ColorMap ? frame.ColorMap : file->SColorMap;
    if (!colours)
        return false;
    std::vector<GifPixelType> row(static_cast<std::size_t>(frame.Width));
    for (int n = 0; n < frame.Height; ++n) {
        if (DGifGetLine(file, row.data(), frame.Width) != GIF_OK)
            return false;
        const auto y =
            static_cast<std::size_t>(frame.Top + rowOf(n, frame.Height, frame.Interlace));
        std::size_t at = (y * static_cast<std::size_t>(picture.shape.width) +
                          static_cast<std::size_t>(frame.Left)) *
                         4;
        for (const GifPixelType index : row) {
            if (index != transparent && index < colours->ColorCount) {
                const GifColorType& colour = colours->Colors[index];
                const std::uint8_t pixel[]{colour.Red, colour.Green, colour.Blue, 255};
                std::ranges::copy(pixel, picture.pixels.begin() + static_cast<std::ptrdiff_t>(at));
            }
            at += 4;
        }
    }
    return true;
}

} // namespace

Result<RawPicture> decodeGif(std::string_view bytes, const std::string& name)
{
    Source source{bytes};
    int problem = 0;
    const File file(DGifOpen(&source, onRead, &problem));
    const auto wrong = [&] {
        if (source.left.empty())
            return truncatedPicture(name);
        const char* words = GifErrorString(file ? file->Error : problem);
        return damagedPicture(name, words ? words : "its records cannot be read");
    };
    if (!file)
        return wrong();
    RETURN_IF_ERROR(checkPictureSize(static_cast<std::uint64_t>(file->SWidth),
                                     static_cast<std::uint64_t>(file->SHeight), name));
    int transparent = NO_TRANSPARENT_COLOR;
    if (!toNextFrame(file.get(), transparent) || DGifGetImageDesc(file.get()) != GIF_OK)
        return wrong();
    const GifImageDesc& frame = file->Image;
    if (frame.Width < 1 || frame.Height < 1 || frame.Left < 0 || frame.Top < 0 ||
        frame.Width > file->SWidth - frame.Left || frame.Height > file->SHeight - frame.Top)
        return damagedPicture(name, "its frame is larger than the picture");
    RawPicture picture;
    picture.shape = {file->SWidth, file->SHeight, 4};
    picture.pixels.resize(picture.shape.bytes());
    if (!readFrame(file.get(), transparent, picture))
        return wrong();
    if (toNextFrame(file.get(), transparent))
        picture.remarks.emplace_back("It has several frames; the first one is used.");
    return picture;
}

} // namespace pareidolia
