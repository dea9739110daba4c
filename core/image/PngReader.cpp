// SPDX-License-Identifier: GPL-3.0-or-later
// libpng reports errors by longjmp, which runs no destructors. So every function that calls it here
// holds only trivial variables; what owns memory lives in its caller.
#include "core/base/Files.h"
#include "core/base/ReturnError.h"
#include "core/image/Decoders.h"
#include "core/image/PngFile.h"

#include <array>
#include <csetjmp>
#include <cstring>
#include <new>
#include <png.h>

namespace pareidolia {

namespace {

constexpr std::size_t signatureSize = 8;

/// What the callbacks know. Trivial, for the sake of longjmp.
struct Source
{
    const char* next;
    std::size_t left;
    bool truncated;
    std::array<char, 160> complaint;
};

struct Header
{
    png_uint_32 width, height;
    int bitDepth;
    int channels; ///< as decoded: 1–4
};

[[noreturn]] void onError(png_structp png, png_const_charp message)
{
    auto& source = *static_cast<Source*>(png_get_error_ptr(png));
    std::strncpy(source.complaint.data(), message, source.complaint.size() - 1);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onRead(png_structp png, png_bytep into, std::size_t count)
{
    auto& source = *static_cast<Source*>(png_get_io_ptr(png));
    if (count > source.left) {
        source.truncated = true;
        png_error(png, "its end is missing");
    }
    std::memcpy(into, source.next, count);
    source.next += count;
    source.left -= count;
}

/// Frees libpng's memory at the end of the scope that decodes.
struct Reader
{
    explicit Reader(Source& source)
        : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, onError, onWarning)),
          info(png ? png_create_info_struct(png) : nullptr)
    {}
    ~Reader() { png_destroy_read_struct(&png, &info, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    png_structp png;
    png_infop info;
};

bool readHeader(png_structp png, png_infop info, Source* source, Header* header)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_read_fn(png, source, onRead);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // we limit the area instead
    png_set_chunk_malloc_max(png, longestPngText + 1024);       // and keyword and terminator
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_read_info(png, info);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->bitDepth = png_get_bit_depth(png, info);
    png_set_expand(png);   // palette to RGB, few bits to 8, a transparent colour to alpha
    png_set_scale_16(png); // 16 bits to 8
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    header->channels = png_get_channels(png, info);
    return true;
}

bool readPixels(png_structp png, png_infop info, png_bytepp rows)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_read_image(png, rows);
    png_read_end(png, info);
    return true;
}

tl::unexpected<Error> damaged(const std::string& name, const Source& source)
{
    return source.truncated ? truncatedPicture(name)
                            : damagedPicture(name, source.complaint.data());
}

/// Whether the first chunk is the one that must be; if not, no length in the file means anything.
bool startsWell(std::string_view bytes)
{
    constexpr std::size_t type = signatureSize + 4;
    return bytes.size() < type + 4 || bytes.substr(type, 4) == "IHDR";
}

/// Whether every chunk, up to the last one, lies in the file. libpng would believe the lengths, and
/// ask for a gigabyte to read a file of a hundred bytes.
bool isWhole(std::string_view bytes)
{
    constexpr std::size_t frame = 12; // length, type and checksum
    bytes.remove_prefix(signatureSize);
    while (bytes.size() >= frame) {
        const std::uint64_t length =
            png_get_uint_32(reinterpret_cast<png_const_bytep>(bytes.data()));
        if (length > bytes.size() - frame)
            return false;
        if (bytes.substr(4, 4) == "IEND")
            return true;
        bytes.remove_prefix(frame + length);
    }
    return false;
}

std::string utf8FromLatin1(std::string_view text)
{
    std::string utf8;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xc0 | code >> 6);
            utf8 += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return utf8;
}

PngText textOf(png_structp png, png_infop info)
{
    png_textp entries = nullptr;
    const int count = png_get_text(png, info, &entries, nullptr);
    PngText text;
    for (int i = 0; i < count; ++i) {
        const png_text& entry = entries[i];
        const bool international = entry.compression == PNG_ITXT_COMPRESSION_NONE ||
                                   entry.compression == PNG_ITXT_COMPRESSION_zTXt;
        const std::string_view value(entry.text,
                                     international ? entry.itxt_length : entry.text_length);
        text.emplace_back(utf8FromLatin1(entry.key),
                          international ? std::string(value) : utf8FromLatin1(value));
    }
    return text;
}

/// Takes the alpha channel out of `pixels`, in place; false if it is not opaque everywhere.
bool dropAlpha(std::vector<std::uint8_t>& pixels, std::size_t colours)
{
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < pixels.size(); begin += colours + 1) {
        if (pixels[begin + colours] != 255)
            return false;
        for (std::size_t c = 0; c < colours; ++c)
            pixels[kept++] = pixels[begin + c];
    }
    pixels.resize(kept);
    return true;
}

int orientationOf(png_structp png, png_infop info)
{
    png_uint_32 size = 0;
    png_bytep exif = nullptr;
    if (png_get_eXIf_1(png, info, &size, &exif) != PNG_INFO_eXIf)
        return 1;
    return exifOrientation({exif, size});
}

Result<RawPicture> decodeWhole(Source& source, const std::string& name, bool exact)
{
    const Reader reader(source);
    if (reader.info == nullptr)
        throw std::bad_alloc();
    Header header{};
    if (!readHeader(reader.png, reader.info, &source, &header))
        return damaged(name, source);
    RETURN_IF_ERROR(checkPictureSize(header.width, header.height, name));
    if (header.bitDepth > 8 && exact)
        return failure(name, "it has 16 bits per channel, but networks get 8",
                       "save it with 8 bits per channel");

    RawPicture picture;
    picture.shape = {static_cast<int>(header.width), static_cast<int>(header.height),
                     header.channels};
    picture.pixels.resize(picture.shape.bytes());
    const std::size_t stride = picture.pixels.size() / header.height;
    std::vector<png_bytep> rows(header.height);
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = picture.pixels.data() + y * stride;
    if (!readPixels(reader.png, reader.info, rows.data()))
        return damaged(name, source);
    picture.text = textOf(reader.png, reader.info);
    picture.orientation = orientationOf(reader.png, reader.info);
    if (header.bitDepth > 8)
        picture.remarks.emplace_back("Its 16 bits per channel are reduced to 8.");
    return picture;
}

Result<RawPicture> decode(std::string_view bytes, const std::string& name, bool exact)
{
    const auto* signature = reinterpret_cast<png_const_bytep>(bytes.data());
    if (bytes.size() < signatureSize || png_sig_cmp(signature, 0, signatureSize) != 0)
        return failure(name, bytes.empty() ? "the file is empty" : "it is not a PNG picture",
                       "give a PNG file, or convert the picture to PNG");
    Source source{bytes.data(), bytes.size(), false, {}};
    source.truncated = startsWell(bytes) && !isWhole(bytes);
    if (source.truncated)
        return damaged(name, source);
    try {
        return decodeWhole(source, name, exact);
    } catch (const std::bad_alloc&) {
        return failure(name, "the picture is too large for this machine's memory",
                       "close other programs, or scale it down first");
    }
}

} // namespace

Result<PngFile> readPng(const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(const auto bytes, readFile(path));
    return decodePng(bytes, path.string());
}

Result<PngFile> decodePng(std::string_view bytes, const std::string& name)
{
    ASSIGN_OR_RETURN(auto picture, decode(bytes, name, true));
    const int channels = picture.shape.channels;
    const bool alpha = channels == 2 || channels == 4;
    const int colours = channels - (alpha ? 1 : 0);
    if (alpha && !dropAlpha(picture.pixels, static_cast<std::size_t>(colours)))
        return failure(name, "a part of it is transparent, which networks cannot see",
                       "save it without transparency");
    PngFile file;
    file.image.shape = {picture.shape.width, picture.shape.height, colours};
    file.image.pixels = std::move(picture.pixels);
    file.text = std::move(picture.text);
    return file;
}

Result<RawPicture> decodeRawPng(std::string_view bytes, const std::string& name)
{
    return decode(bytes, name, false);
}

} // namespace pareidolia
