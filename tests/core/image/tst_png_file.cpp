// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"
#include "core/image/PngFile.h"

#include <QTemporaryDir>
#include <QTest>
#include <csetjmp>
#include <cstring>
#include <functional>
#include <png.h>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

/// What another program may write; `set` adds chunks between IHDR and the pixels, which are zero
/// bytes but for the first one.
std::string foreignPng(png_uint_32 width, png_uint_32 height, int depth, int colourType,
                       const std::function<void(png_structp, png_infop)>& set = {},
                       png_byte first = 0, int interlace = PNG_INTERLACE_NONE)
{
    std::string bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &bytes,
        [](png_structp p, png_bytep data, std::size_t count) {
            static_cast<std::string*>(png_get_io_ptr(p))
                ->append(reinterpret_cast<const char*>(data), count);
        },
        [](png_structp) {});
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(png, info, width, height, depth, colourType, interlace, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    if (set)
        set(png, info);
    png_write_info(png, info);
    std::vector<std::vector<png_byte>> rows(height,
                                            std::vector<png_byte>(png_get_rowbytes(png, info)));
    rows[0][0] = first;
    std::vector<png_bytep> pointers;
    for (auto& row : rows)
        pointers.push_back(row.data());
    png_write_image(png, pointers.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

void setPalette(png_structp png, png_infop info)
{
    const png_color colours[] = {{10, 20, 30}, {40, 50, 60}};
    png_set_PLTE(png, info, colours, 2);
}

rc::Gen<Image> anyImage()
{
    return rc::gen::exec([] {
        Image image(ImageShape{*rc::gen::inRange(1, 40), *rc::gen::inRange(1, 40),
                               *rc::gen::element(1, 3)});
        image.pixels = *rc::gen::container<std::vector<std::uint8_t>>(
            image.pixels.size(), rc::gen::arbitrary<std::uint8_t>());
        return image;
    });
}

Image smallImage()
{
    Image image(ImageShape{2, 2, 3});
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(20 * i);
    return image;
}

} // namespace

class TestPngFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackPixelsAndText();
    void readsBackUtf8OfEveryLength();
    void givesTheSameBytesAgain();
    void refusesWrongArguments();
    void readsPalettes();
    void readsFewBits();
    void readsInterlaced();
    void readsLatin1TextAsUtf8();
    void dropsAlphaThatIsOpaque();
    void refusesTransparency_data();
    void refusesTransparency();
    void refusesSixteenBits();
    void refusesHugePictures();
    void refusesWhatIsNoPng();
    void noticesEveryTruncation();
    void noticesEveryFlippedBit();
    void tellsFileErrors();

private:
    static std::string whyOf(const std::string& bytes)
    {
        const auto file = decodePng(bytes, "a.png");
        if (file)
            return "no error";
        return file.error().what == "a.png" && !file.error().advice.empty() ? file.error().why
                                                                            : "half an error";
    }
};

void TestPngFile::readsBackPixelsAndText()
{
    QVERIFY(rc::check("every picture with text", [] {
        const Image image = *anyImage();
        const auto keyword = rc::gen::container<std::string>(rc::gen::inRange('a', char('z' + 1)));
        PngText text;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            const std::string value =
                *rc::gen::container<std::string>(rc::gen::inRange(char(1), char(127)));
            text.emplace_back((*keyword + "k").substr(0, 79), value);
        }
        const auto file = decodePng(encodePng(image, text), "a.png");
        RC_ASSERT(file.has_value());
        RC_ASSERT(file->image == image);
        RC_ASSERT(file->text == text);
    }));
}

void TestPngFile::readsBackUtf8OfEveryLength()
{
    std::string text;
    for (std::size_t length : {0u, 1u, 1000u, 1023u, 1024u, 1025u, 100'000u, 9'000'000u}) {
        while (text.size() < length)
            text += "Größe, 数字, ½; ";
        const PngText written{{"Label", text}, {"zero", std::string("a\0b", 3)}};
        const auto file = decodePng(encodePng(smallImage(), written), "a.png");
        QVERIFY(file);
        QVERIFY(file->text.at(0) == written[0]);
        QCOMPARE(file->text.at(1).second, std::string("a\uFFFDb"));
    }
    const PngText longest{{"Genome", std::string(longestPngText, '7')}};
    QVERIFY(decodePng(encodePng(smallImage(), longest), "a.png")->text == longest);
    const PngText tooLong{{"Genome", longest[0].second + "7"}};
    QVERIFY_EXCEPTION_THROWN(encodePng(smallImage(), tooLong), std::invalid_argument);
    const PngText repeating{{"Genome", std::string(100'000, '7')}};
    QVERIFY(encodePng(smallImage(), repeating).size() < 2000); // long texts are compressed
}

void TestPngFile::givesTheSameBytesAgain()
{
    const PngText text{{"Class", "7"}, {"Label", "seven"}};
    QCOMPARE(encodePng(smallImage(), text), encodePng(smallImage(), text));
}

void TestPngFile::refusesWrongArguments()
{
    Image shortened = smallImage();
    shortened.pixels.pop_back();
    QVERIFY_EXCEPTION_THROWN(encodePng(shortened), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(encodePng(Image{}), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(encodePng(Image(ImageShape{1, 1, 2})), std::invalid_argument);
    for (const std::string& keyword :
         {std::string(), std::string(80, 'k'), std::string(" k"), std::string("k "),
          std::string("a  b"), std::string("a\nb"), std::string("größe")})
        QVERIFY_EXCEPTION_THROWN(encodePng(smallImage(), {{keyword, ""}}), std::invalid_argument);
}

void TestPngFile::readsPalettes()
{
    for (int depth : {1, 2, 4, 8}) {
        const auto first = static_cast<png_byte>(1 << (8 - depth)); // the first pixel has colour 1
        const auto file =
            decodePng(foreignPng(3, 2, depth, PNG_COLOR_TYPE_PALETTE, setPalette, first), "a.png");
        QVERIFY(file);
        QVERIFY(file->image.shape == (ImageShape{3, 2, 3}));
        const std::vector<std::uint8_t> start(file->image.pixels.begin(),
                                              file->image.pixels.begin() + 6);
        QCOMPARE(start, (std::vector<std::uint8_t>{40, 50, 60, 10, 20, 30}));
    }
}

void TestPngFile::readsFewBits()
{
    const auto file = decodePng(foreignPng(3, 1, 1, PNG_COLOR_TYPE_GRAY, {}, 0b1010'0000), "a.png");
    QVERIFY(file);
    QCOMPARE(file->image.pixels, (std::vector<std::uint8_t>{255, 0, 255}));
}

void TestPngFile::readsInterlaced()
{
    const auto file =
        decodePng(foreignPng(9, 9, 8, PNG_COLOR_TYPE_RGB, {}, 200, PNG_INTERLACE_ADAM7), "a.png");
    QVERIFY(file);
    Image expected(ImageShape{9, 9, 3});
    expected.pixels[0] = 200;
    QVERIFY(file->image == expected);
}

void TestPngFile::readsLatin1TextAsUtf8()
{
    for (int compression : {PNG_TEXT_COMPRESSION_NONE, PNG_TEXT_COMPRESSION_zTXt}) {
        const auto bytes = foreignPng(1, 1, 8, PNG_COLOR_TYPE_GRAY,
                                      [compression](png_structp png, png_infop info) {
                                          char key[] = "Autor";
                                          char value[] = "J\xf6rg";
                                          png_text text{};
                                          text.compression = compression;
                                          text.key = key;
                                          text.text = value;
                                          text.text_length = std::strlen(value);
                                          png_set_text(png, info, &text, 1);
                                      });
        const auto file = decodePng(bytes, "a.png");
        QVERIFY(file);
        QCOMPARE(file->text, (PngText{{"Autor", "Jörg"}}));
    }
}

void TestPngFile::dropsAlphaThatIsOpaque()
{
    // Alpha 255 everywhere: one pixel of grey and alpha, written as a whole row of 0xff.
    const auto opaque = [](png_structp png, png_infop info) {
        setPalette(png, info);
        const png_byte alpha[] = {255, 0}; // colour 1 is transparent, and no pixel has it
        png_set_tRNS(png, info, alpha, 2, nullptr);
    };
    const auto file = decodePng(foreignPng(2, 2, 8, PNG_COLOR_TYPE_PALETTE, opaque), "a.png");
    QVERIFY(file);
    QVERIFY(file->image.shape == (ImageShape{2, 2, 3}));
    QCOMPARE(file->image.pixels[11], std::uint8_t(30));
    QCOMPARE(whyOf(foreignPng(2, 2, 8, PNG_COLOR_TYPE_PALETTE, opaque, 1)),
             std::string("a part of it is transparent, which networks cannot see"));
}

void TestPngFile::refusesTransparency_data()
{
    QTest::addColumn<int>("colourType");
    QTest::newRow("grey") << PNG_COLOR_TYPE_GRAY_ALPHA;
    QTest::newRow("RGB") << PNG_COLOR_TYPE_RGB_ALPHA;
}

void TestPngFile::refusesTransparency()
{
    QFETCH(int, colourType);
    QCOMPARE(whyOf(foreignPng(2, 2, 8, colourType)),
             std::string("a part of it is transparent, which networks cannot see"));
}

void TestPngFile::refusesSixteenBits()
{
    QCOMPARE(whyOf(foreignPng(2, 2, 16, PNG_COLOR_TYPE_GRAY)),
             std::string("it has 16 bits per channel, but networks get 8"));
}

void TestPngFile::refusesHugePictures()
{
    QCOMPARE(whyOf(foreignPng(1u << 19, 130, 1, PNG_COLOR_TYPE_GRAY)),
             std::string("it is a picture of 524288 × 130 pixels, more than 64 million"));
    QCOMPARE(whyOf(foreignPng(1u << 19, 2, 1, PNG_COLOR_TYPE_GRAY)), std::string("no error"));
}

void TestPngFile::refusesWhatIsNoPng()
{
    QCOMPARE(whyOf(""), std::string("the file is empty"));
    QCOMPARE(whyOf("GIF89a and more"), std::string("it is not a PNG picture"));
    QCOMPARE(whyOf("\x89PNG"), std::string("it is not a PNG picture"));
    QCOMPARE(whyOf("\x89PNG\r\n\x1a\n" + std::string(100, '\0')).substr(0, 19),
             std::string("the file is damaged"));
}

void TestPngFile::noticesEveryTruncation()
{
    const std::string whole = encodePng(smallImage(), {{"Label", "seven"}});
    for (std::size_t length = 8; length < whole.size(); ++length)
        QCOMPARE(whyOf(whole.substr(0, length)), std::string("the file is truncated"));
}

void TestPngFile::noticesEveryFlippedBit()
{
    const std::string whole = encodePng(smallImage(), {{"Label", "seven"}});
    const auto original = decodePng(whole, "a.png");
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
        const auto file = decodePng(flipped, "a.png");
        QVERIFY2(!file, qPrintable(QString("bit %1 changed and was not noticed").arg(bit)));
    }
}

void TestPngFile::tellsFileErrors()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("a.png").toStdString();
    QCOMPARE(readPng(path).error().why, std::string("it does not exist"));
    QVERIFY(writePng(path, smallImage(), {{"Label", "seven"}}));
    QVERIFY(readPng(path)->image == smallImage());
    QVERIFY(writeFile(path, "no picture"));
    QCOMPARE(readPng(path).error().what, path.string());
    QCOMPARE(writePng(path / "b.png", smallImage()).error().why,
             std::string("a part of its path is a file, not a folder"));
}

QTEST_GUILESS_MAIN(TestPngFile)
#include "tst_png_file.moc"
