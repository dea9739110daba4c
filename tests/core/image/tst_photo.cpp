// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every kind, written here by the libraries that others write them with.
#include "core/image/Photo.h"

#include "core/base/Files.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <sys/resource.h>
#include <zlib.h>
// It needs stdio.
#include <jpeglib.h>

using namespace pareidolia;
namespace fs = std::filesystem;

namespace {

/// As OpenCV has pictures: blue, green, red.
cv::Mat gradient(int type, int rows = 24, int columns = 32)
{
    cv::Mat picture(rows, columns, type);
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x)
            for (int c = 0; c < picture.channels(); ++c) {
                const int value = (3 * y * (c + 1) + x) % 256;
                if (picture.depth() == CV_16U)
                    picture.ptr<std::uint16_t>(y)[x * picture.channels() + c] =
                        static_cast<std::uint16_t>(value * 257);
                else
                    picture.ptr(y)[x * picture.channels() + c] = static_cast<std::uint8_t>(value);
            }
    return picture;
}

std::string encoded(const char* ending, const cv::Mat& picture, const std::vector<int>& how = {})
{
    std::vector<std::uint8_t> bytes;
    cv::imencode(ending, picture, bytes, how);
    return {bytes.begin(), bytes.end()};
}

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(number >> shift);
    return bytes;
}

std::string chunk(const std::string& type, const std::string& data)
{
    const std::string body = type + data;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return bigEndian(static_cast<std::uint32_t>(data.size())) + body +
           bigEndian(static_cast<std::uint32_t>(sum));
}

/// One of a single colour; of `rows` rows only those are there that `data` has.
std::string pngOf(std::uint32_t width, std::uint32_t height, const std::string& data,
                  char colourType = 0, const std::string& before = "")
{
    uLongf size = compressBound(data.size());
    std::string packed(size, '\0');
    compress(reinterpret_cast<Bytef*>(packed.data()), &size,
             reinterpret_cast<const Bytef*>(data.data()), data.size());
    packed.resize(size);
    return "\x89PNG\r\n\x1a\n" +
           chunk("IHDR", bigEndian(width) + bigEndian(height) + '\x08' + colourType +
                             std::string(3, '\0')) +
           before + chunk("IDAT", packed) + chunk("IEND", "");
}

/// EXIF that says how the camera was held.
std::string exif(char orientation)
{
    return std::string("MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0", 19) + orientation +
           std::string("\0\0\0\0\0\0", 6);
}

std::string jpegWithExif(char orientation)
{
    const std::string block = std::string("Exif\0\0", 6) + exif(orientation);
    const auto length = static_cast<char>(block.size() + 2);
    std::string jpeg = encoded(".jpg", gradient(CV_8UC3), {cv::IMWRITE_JPEG_QUALITY, 100});
    return jpeg.insert(2, std::string("\xff\xe1\0", 3) + length + block);
}

std::string cmykJpeg(const std::uint8_t (&ink)[4], bool adobe)
{
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = jpeg.image_height = 8;
    jpeg.input_components = 4;
    jpeg.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg.write_Adobe_marker = adobe ? TRUE : FALSE;
    jpeg_set_quality(&jpeg, 100, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    std::vector<std::uint8_t> line;
    for (int x = 0; x < 8; ++x)
        line.insert(line.end(), ink, ink + 4);
    while (jpeg.next_scanline < 8) {
        JSAMPROW row = line.data();
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    std::string text(reinterpret_cast<char*>(bytes), size);
    jpeg_destroy_compress(&jpeg);
    std::free(bytes);
    return text;
}

/// 2 × 2: red, transparent; blue, red. A second frame if asked for.
std::string gif(bool twoFrames)
{
    const std::string frame("!\xf9\x04\x01\0\0\x01\0,\0\0\0\0\2\0\2\0\0\2\3\x44\x04\x05\0", 24);
    return std::string("GIF89a\2\0\2\0\x91\0\0", 13) +
           std::string("\xff\0\0\0\xff\0\0\0\xff\0\0\0", 12) + frame + (twoFrames ? frame : "") +
           ";";
}

} // namespace

class TestPhoto : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormat_data();
    void readsEveryFormat();
    void isUprightAsExifSays();
    void transparencyIsComposedOverWhite();
    void cmykBecomesRgb();
    void theFirstFrameIsRead();
    void sixteenBitsAreSaid();
    void damageIsTold_data();
    void damageIsTold();
    void hugePicturesAreRefusedByTheirHeader_data();
    void hugePicturesAreRefusedByTheirHeader();
    void whatIsNoPictureIsToldWhatItIs();

private:
    Result<Photo> reading(const std::string& bytes) const
    {
        const fs::path path = m_folder.filePath("a.dat").toStdString();
        if (!writeFile(path, bytes))
            qFatal("the disk is full");
        return readPhoto(path);
    }
    QTemporaryDir m_folder;
};

void TestPhoto::readsEveryFormat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("error"); // of a byte
    const auto row = [](const char* name, const std::string& bytes, int channels, int error) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << channels << error;
    };
    const cv::Mat colour = gradient(CV_8UC3), grey = gradient(CV_8UC1);
    row("PNG", encoded(".png", colour), 3, 0);
    row("grey PNG", encoded(".png", grey), 1, 0);
    row("PNG of 16 bits", encoded(".png", gradient(CV_16UC3)), 3, 0);
    row("JPEG", encoded(".jpg", colour, {cv::IMWRITE_JPEG_QUALITY, 100}), 3, 40);
    row("grey JPEG", encoded(".jpg", grey, {cv::IMWRITE_JPEG_QUALITY, 100}), 1, 3);
    row("progressive JPEG",
        encoded(".jpg", colour, {cv::IMWRITE_JPEG_QUALITY, 100, cv::IMWRITE_JPEG_PROGRESSIVE, 1}),
        3, 40);
    row("WebP", encoded(".webp", colour, {cv::IMWRITE_WEBP_QUALITY, 101}), 3, 0); // lossless
    row("TIFF", encoded(".tiff", colour), 3, 0);
    row("grey TIFF", encoded(".tiff", grey), 3, 0);
    row("TIFF of 16 bits", encoded(".tiff", gradient(CV_16UC3)), 3, 1);
    row("BMP", encoded(".bmp", colour), 3, 0);
}

void TestPhoto::readsEveryFormat()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, channels);
    QFETCH(int, error);
    const auto photo = reading(bytes.toStdString());
    QVERIFY2(photo.has_value(), photo ? "" : photo.error().sentence().c_str());
    QVERIFY((photo->image.shape == ImageShape{32, 24, channels}));
    QCOMPARE(photo->isPng, bytes.startsWith("\x89PNG"));
    const bool isGrey = channels == 1 || QByteArray(QTest::currentDataTag()).startsWith("grey");
    const cv::Mat wanted = gradient(isGrey ? CV_8UC1 : CV_8UC3);
    for (int y = 0; y < 24; ++y)
        for (int x = 0; x < 32; ++x)
            for (int c = 0; c < channels; ++c) {
                const int from = isGrey ? x : 3 * x + 2 - c;
                const int seen =
                    photo->image.pixels[static_cast<std::size_t>((y * 32 + x) * channels + c)];
                QVERIFY(std::abs(seen - wanted.ptr(y)[from]) <= error);
            }
}

/// Eight ways to hold a camera; the first pixel of the file comes to lie in each corner twice.
void TestPhoto::isUprightAsExifSays()
{
    const Image plain = reading(jpegWithExif(1))->image;
    const auto at = [](const Image& image, int x, int y) {
        return image.pixels[static_cast<std::size_t>((y * image.shape.width + x) * 3)];
    };
    for (char orientation = 1; orientation <= 8; ++orientation) {
        const auto photo = reading(jpegWithExif(orientation));
        QVERIFY2(photo.has_value(), photo ? "" : photo.error().sentence().c_str());
        const Image& turned = photo->image;
        const bool onSide = orientation > 4;
        QCOMPARE(turned.shape.width, onSide ? 24 : 32);
        const int right = turned.shape.width - 1, bottom = turned.shape.height - 1;
        const int x = 3, y = 2; // of the file
        int newX = onSide ? y : x, newY = onSide ? x : y;
        if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7)
            newX = right - newX;
        if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8)
            newY = bottom - newY;
        QCOMPARE(at(turned, newX, newY), at(plain, x, y));
        QCOMPARE(at(turned, onSide ? (newX == y ? 10 : right - 10) : (newX == x ? 20 : right - 20),
                    onSide ? (newY == x ? 20 : bottom - 20) : (newY == y ? 10 : bottom - 10)),
                 at(plain, 20, 10));
    }
    QVERIFY(reading(jpegWithExif(77))->image == plain); // nonsense
}

void TestPhoto::transparencyIsComposedOverWhite()
{
    cv::Mat picture(2, 2, CV_8UC4, cv::Scalar(0, 0, 200, 255)); // red
    picture.at<cv::Vec4b>(0, 1) = {0, 0, 200, 0};
    picture.at<cv::Vec4b>(1, 0) = {0, 0, 200, 51};
    const std::vector<std::uint8_t> wanted{200, 0, 0, 255, 255, 255, 244, 204, 204, 200, 0, 0};
    for (const std::string& bytes :
         {encoded(".png", picture), encoded(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101}),
          encoded(".tiff", picture)}) {
        const auto photo = reading(bytes);
        QVERIFY2(photo.has_value(), photo ? "" : photo.error().sentence().c_str());
        QCOMPARE(photo->remarks,
                 std::vector<std::string>{"Its transparent parts are shown on white."});
        // OpenCV does not say in a TIFF whether its colours are multiplied by alpha already.
        const std::size_t unsaid = bytes.starts_with("II") ? 6 : wanted.size();
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY2(i / 3 == unsaid / 3 || std::abs(photo->image.pixels[i] - wanted[i]) <= 1,
                     qPrintable(QString("%1: %2").arg(i).arg(photo->image.pixels[i])));
    }
    const cv::Mat opaque(2, 2, CV_8UC4, cv::Scalar(0, 0, 200, 255));
    QVERIFY(reading(encoded(".png", opaque))->remarks.empty());
}

void TestPhoto::cmykBecomesRgb()
{
    // No ink but cyan: red is missing. Adobe's files have 255 where there is no ink.
    for (const bool adobe : {true, false}) {
        const auto none = static_cast<std::uint8_t>(adobe ? 255 : 0);
        const auto full = static_cast<std::uint8_t>(255 - none);
        const auto photo = reading(cmykJpeg({full, none, none, none}, adobe));
        QVERIFY2(photo.has_value(), photo ? "" : photo.error().sentence().c_str());
        QVERIFY(photo->image.pixels[0] < 5);
        QVERIFY(photo->image.pixels[1] > 250 && photo->image.pixels[2] > 250);
        QVERIFY(photo->remarks.front().find("CMYK") != std::string::npos);
    }
}

void TestPhoto::theFirstFrameIsRead()
{
    const auto one = reading(gif(false));
    QVERIFY2(one.has_value(), one ? "" : one.error().sentence().c_str());
    QVERIFY((one->image.shape == ImageShape{2, 2, 3}));
    QCOMPARE(one->image.pixels,
             (std::vector<std::uint8_t>{255, 0, 0, 255, 255, 255, 0, 0, 255, 255, 0, 0}));
    QCOMPARE(one->remarks.size(), std::size_t{1});
    const auto two = reading(gif(true));
    QVERIFY(two.has_value());
    QVERIFY(two->image == one->image);
    QVERIFY(std::ranges::count(two->remarks, "It has several frames; the first one is used.") == 1);
}

void TestPhoto::sixteenBitsAreSaid()
{
    for (const char* ending : {".png", ".tiff"})
        QCOMPARE(reading(encoded(ending, gradient(CV_16UC3)))->remarks,
                 std::vector<std::string>{"Its 16 bits per channel are reduced to 8."});
}

void TestPhoto::damageIsTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const cv::Mat picture = gradient(CV_8UC3, 120, 160);
    for (const char* ending : {".png", ".jpg", ".webp", ".tiff", ".bmp"}) {
        const QByteArray whole = QByteArray::fromStdString(encoded(ending, picture));
        for (const int percent : {10, 50, 90})
            QTest::addRow("%s, %d %%", ending, percent)
                << whole.left(std::max(whole.size() * percent / 100, qsizetype{16})); // its kind
    }
    QTest::newRow("gif") << QByteArray::fromStdString(gif(false)).left(40);
}

void TestPhoto::damageIsTold()
{
    QFETCH(QByteArray, bytes);
    const auto photo = reading(bytes.toStdString());
    QVERIFY(!photo.has_value());
    QVERIFY2(photo.error().why.find("truncated") != std::string::npos ||
                 photo.error().why.find("damaged") != std::string::npos,
             photo.error().why.c_str());
}

void TestPhoto::hugePicturesAreRefusedByTheirHeader_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("limit");
    const auto row = [](const char* name, const std::string& bytes, const char* limit) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << limit;
    };
    row("PNG", pngOf(40000, 40000, "x"), "64 million");
    row("long PNG", pngOf(1, 60'000'000, "x"), "a million on one side");
    std::string jpeg = encoded(".jpg", gradient(CV_8UC1));
    const std::size_t frame = jpeg.find("\xff\xc0");
    jpeg.replace(frame + 5, 4, "\x7f\xf0\x7f\xf0");
    row("JPEG", jpeg, "64 million");
    std::string bmp = encoded(".bmp", gradient(CV_8UC3));
    bmp.replace(18, 8, std::string("\0\xff\0\0\0\xff\0\0", 8));
    row("BMP", bmp, "64 million");
    std::string image = gif(false);
    image.replace(6, 4, "\xff\xff\xff\xff");
    row("GIF", image, "64 million");
}

void TestPhoto::hugePicturesAreRefusedByTheirHeader()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, limit);
    const auto photo = reading(bytes.toStdString());
    QVERIFY(!photo.has_value());
    QVERIFY2(QString::fromStdString(photo.error().why).contains(limit), photo.error().why.c_str());
    rusage used{};
    QCOMPARE(getrusage(RUSAGE_SELF, &used), 0);
    QVERIFY2(used.ru_maxrss < 1 << 20, qPrintable(QString::number(used.ru_maxrss)));
}

void TestPhoto::whatIsNoPictureIsToldWhatItIs()
{
    const auto text = reading("Dear reader");
    QVERIFY(!text.has_value());
    QVERIFY2(text.error().why.starts_with("it is a text, not a picture"), text.error().why.c_str());
    QVERIFY(!reading("").has_value());
    QVERIFY(!readPhoto("/nowhere/cat.jpg").has_value());
}

QTEST_GUILESS_MAIN(TestPhoto)
#include "tst_photo.moc"
