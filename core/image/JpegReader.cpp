// SPDX-License-Identifier: GPL-3.0-or-later
// libjpeg reports errors by a function that may not return. As in PngReader.cpp, what calls it
// holds only trivial variables.
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"

#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>
// They need the two above.
#include <jerror.h>
#include <jpeglib.h>

namespace pareidolia {

namespace {

struct ErrorManager
{
    jpeg_error_mgr base; ///< first: libjpeg has a pointer to it
    std::jmp_buf back;
    bool damaged; ///< what was read is not what was written
    bool truncated;
    std::array<char, JMSG_LENGTH_MAX> complaint;
};

ErrorManager& managerOf(j_common_ptr jpeg)
{
    return *reinterpret_cast<ErrorManager*>(jpeg->err);
}

[[noreturn]] void onError(j_common_ptr jpeg)
{
    ErrorManager& manager = managerOf(jpeg);
    manager.base.format_message(jpeg, manager.complaint.data());
    std::longjmp(manager.back, 1);
}

void onMessage(j_common_ptr jpeg, int level)
{
    ErrorManager& manager = managerOf(jpeg);
    if (level >= 0)
        return;
    switch (manager.base.msg_code) {
    case JWRN_EXTRANEOUS_DATA: // between two parts, without harm
    case JWRN_JFIF_MAJOR:
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_TOO_MUCH_DATA:
        return;
    case JWRN_JPEG_EOF:
        manager.truncated = true;
        break;
    default:
        if (!manager.damaged)
            manager.base.format_message(jpeg, manager.complaint.data());
        manager.damaged = true;
    }
}

void onOutput(j_common_ptr) {}

/// Frees libjpeg's memory at the end of the scope that decodes.
struct Decoder
{
    Decoder()
    {
        std::memset(&jpeg, 0, sizeof jpeg);
        std::memset(&manager, 0, sizeof manager);
        jpeg.err = jpeg_std_error(&manager.base);
        manager.base.error_exit = onError;
        manager.base.emit_message = onMessage;
        manager.base.output_message = onOutput;
    }
    ~Decoder() { jpeg_destroy_decompress(&jpeg); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    jpeg_decompress_struct jpeg;
    ErrorManager manager;
};

bool readHeader(Decoder* decoder, const unsigned char* bytes, std::size_t count)
{
    jpeg_decompress_struct& jpeg = decoder->jpeg;
    if (setjmp(decoder->manager.back))
        return false;
    jpeg_create_decompress(&jpeg);
    jpeg.mem->max_memory_to_use = static_cast<long>(mostAtOnce + mostAtOnce / 4);
    jpeg_save_markers(&jpeg, JPEG_APP0 + 1, 0xffff);
    jpeg_mem_src(&jpeg, bytes, static_cast<unsigned long>(count));
    jpeg_read_header(&jpeg, TRUE);
    if (jpeg.jpeg_color_space == JCS_GRAYSCALE)
        jpeg.out_color_space = JCS_GRAYSCALE;
    else if (jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK)
        jpeg.out_color_space = JCS_CMYK;
    else
        jpeg.out_color_space = JCS_RGB;
    jpeg_calc_output_dimensions(&jpeg);
    return true;
}

bool readPixels(Decoder* decoder, unsigned char* pixels, std::size_t stride)
{
    jpeg_decompress_struct& jpeg = decoder->jpeg;
    if (setjmp(decoder->manager.back))
        return false;
    jpeg_start_decompress(&jpeg);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = pixels + stride * jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    return true;
}

int orientationOf(const jpeg_decompress_struct& jpeg)
{
    constexpr std::string_view start("Exif\0\0", 6);
    for (jpeg_saved_marker_ptr marker = jpeg.marker_list; marker; marker = marker->next) {
        const std::span<const std::uint8_t> data(marker->data, marker->data_length);
        if (data.size() > start.size() && std::memcmp(data.data(), start.data(), start.size()) == 0)
            return exifOrientation(data.subspan(start.size()));
    }
    return 1;
}

/// In place. Adobe's programs store how much light is left, others how much ink there is.
void convertCmyk(RawPicture& picture, bool isInverted)
{
    std::size_t kept = 0;
    for (std::size_t at = 0; at < picture.pixels.size(); at += 4)
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned ink = picture.pixels[at + c], black = picture.pixels[at + 3];
            const unsigned light = isInverted ? ink * black : (255 - ink) * (255 - black);
            picture.pixels[kept++] = static_cast<std::uint8_t>((light + 127) / 255);
        }
    picture.pixels.resize(kept);
    picture.shape.channels = 3;
    picture.remarks.emplace_back("Its CMYK colours are converted to RGB without a colour profile.");
}

} // namespace

Result<RawPicture> decodeJpeg(std::string_view bytes, const std::string& name)
{
    Decoder decoder;
    const jpeg_decompress_struct& jpeg = decoder.jpeg;
    const ErrorManager& manager = decoder.manager;
    const auto wrong = [&] {
        return manager.truncated ? truncatedPicture(name)
                                 : damagedPicture(name, manager.complaint.data());
    };
    if (!readHeader(&decoder, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()))
        return wrong();
    RETURN_IF_ERROR(checkPictureSize(jpeg.output_width, jpeg.output_height, name));
    RawPicture picture;
    picture.orientation = orientationOf(jpeg); // later its markers are gone
    picture.shape = {static_cast<int>(jpeg.output_width), static_cast<int>(jpeg.output_height),
                     jpeg.out_color_components};
    picture.pixels.resize(picture.shape.bytes());
    if (!readPixels(&decoder, picture.pixels.data(), picture.pixels.size() / jpeg.output_height) ||
        manager.truncated || manager.damaged)
        return wrong();
    if (jpeg.out_color_space == JCS_CMYK)
        convertCmyk(picture, jpeg.saw_Adobe_marker);
    return picture;
}

} // namespace pareidolia
