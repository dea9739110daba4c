// SPDX-License-Identifier: GPL-3.0-or-later
// libpng reports errors by longjmp, which runs no destructors. So every function that calls it here
// holds only trivial variables; what owns memory lives in its caller.
#include "core/base/Files.h"
#include "core/image/PngFile.h"

#include <algorithm>
#include <csetjmp>
#include <new>
#include <png.h>
#include <stdexcept>

namespace pareidolia {

namespace {

constexpr std::size_t longText = 1024; // bytes; deflate gains little below
constexpr int compressionLevel = 6;    // part of the file's bytes, so never left to the library

[[noreturn]] void onError(png_structp png, png_const_charp)
{
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

void onWrite(png_structp png, png_bytep bytes, std::size_t count)
{
    bool outOfMemory = false;
    try {
        static_cast<std::string*>(png_get_io_ptr(png))
            ->append(reinterpret_cast<const char*>(bytes), count);
    } catch (const std::bad_alloc&) {
        outOfMemory = true; // nothing may fly through libpng
    }
    if (outOfMemory)
        png_error(png, "out of memory");
}

void onFlush(png_structp) {}

/// Frees libpng's memory at the end of the scope that encodes.
struct Writer
{
    Writer()
        : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, onError, onWarning)),
          info(png ? png_create_info_struct(png) : nullptr)
    {}
    ~Writer() { png_destroy_write_struct(&png, &info); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    png_structp png;
    png_infop info;
};

bool writeWhole(png_structp png, png_infop info, std::string* into, const ImageShape* shape,
                png_bytepp rows, png_textp text, int texts)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_write_fn(png, into, onWrite, onFlush);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_compression_level(png, compressionLevel);
    png_set_text_compression_level(png, compressionLevel);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
    png_set_IHDR(png, info, static_cast<png_uint_32>(shape->width),
                 static_cast<png_uint_32>(shape->height), 8,
                 shape->channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_text(png, info, text, texts);
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, nullptr);
    return true;
}

void checkImage(const Image& image)
{
    const ImageShape& shape = image.shape;
    if (shape.width < 1 || shape.height < 1 || (shape.channels != 1 && shape.channels != 3) ||
        image.pixels.size() != shape.bytes())
        throw std::invalid_argument("encodePng: pixels and shape of the picture disagree");
}

void checkKeyword(const std::string& keyword)
{
    const bool printable =
        std::all_of(keyword.begin(), keyword.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (keyword.empty() || keyword.size() > 79 || !printable || keyword.front() == ' ' ||
        keyword.back() == ' ' || keyword.find("  ") != std::string::npos)
        throw std::invalid_argument("encodePng: \"" + keyword + "\" cannot be a PNG keyword");
}

std::string withoutZeros(const std::string& text)
{
    std::string clean;
    for (const char c : text)
        clean += c == '\0' ? std::string("\xef\xbf\xbd") : std::string(1, c); // U+FFFD
    return clean;
}

} // namespace

std::string encodePng(const Image& image, const PngText& text)
{
    checkImage(image);
    // libpng takes everything by pointers to what may be changed, and changes nothing.
    std::vector<png_bytep> rows(static_cast<std::size_t>(image.shape.height));
    const std::size_t stride = image.pixels.size() / rows.size();
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = const_cast<png_bytep>(image.pixels.data()) + y * stride;

    PngText clean;
    for (const auto& [keyword, value] : text) {
        checkKeyword(keyword);
        clean.emplace_back(keyword, withoutZeros(value));
        if (clean.back().second.size() > longestPngText)
            throw std::invalid_argument("encodePng: the text of " + keyword + " is too long");
    }
    std::string none;
    std::vector<png_text> entries;
    for (auto& [keyword, value] : clean) {
        png_text entry{};
        entry.compression =
            value.size() < longText ? PNG_ITXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_zTXt;
        entry.key = keyword.data();
        entry.text = value.data();
        entry.itxt_length = value.size();
        entry.lang = none.data();
        entry.lang_key = none.data();
        entries.push_back(entry);
    }

    std::string bytes;
    const Writer writer;
    if (writer.info == nullptr ||
        !writeWhole(writer.png, writer.info, &bytes, &image.shape, rows.data(), entries.data(),
                    static_cast<int>(entries.size())))
        throw std::bad_alloc(); // the arguments are right, so nothing else is left
    return bytes;
}

Result<void> writePng(const std::filesystem::path& path, const Image& image, const PngText& text)
{
    return writeFile(path, encodePng(image, text));
}

} // namespace pareidolia
