// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Files.h"
#include "core/models/IdxData.h"

#include <QTemporaryDir>
#include <QtTest>
#include <rapidcheck.h>
#include <zlib.h>

using namespace pareidolia;
namespace fs = std::filesystem;

namespace {

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes.push_back(static_cast<char>(number >> shift & 0xff));
    return bytes;
}

std::string idxOf(std::uint32_t magic, const std::vector<std::uint32_t>& sizes,
                  const std::string& data)
{
    std::string bytes = bigEndian(magic);
    for (const std::uint32_t size : sizes)
        bytes += bigEndian(size);
    return bytes + data;
}

/// `count` pictures, three high and two wide; pixels count upwards.
std::string pictures(std::uint32_t count)
{
    std::string pixels;
    for (std::uint32_t i = 0; i < 6 * count; ++i)
        pixels.push_back(static_cast<char>(i));
    return idxOf(0x803, {count, 3, 2}, pixels);
}

std::string labels(std::uint32_t count)
{
    std::string bytes;
    for (std::uint32_t i = 0; i < count; ++i)
        bytes.push_back(static_cast<char>(i % 10));
    return idxOf(0x801, {count}, bytes);
}

std::string gzipped(const fs::path& scratch, const std::string& bytes)
{
    const gzFile file = gzopen(scratch.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    std::string packed = readFile(scratch).value();
    fs::remove(scratch);
    return packed;
}

} // namespace

class TestIdxData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reads_data();
    void reads();
    void theTwoPartsAreApart();
    void namesTheBadFile_data();
    void namesTheBadFile();
    void truncatedAnywhere();

private:
    void put(const std::string& name, const std::string& bytes)
    {
        QVERIFY(writeFile(m_folder / name, bytes).has_value());
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void TestIdxData::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = m_temporary->path().toStdString();
}

void TestIdxData::reads_data()
{
    QTest::addColumn<bool>("packed");
    QTest::newRow("plain") << false;
    QTest::newRow("gzip") << true;
}

void TestIdxData::reads()
{
    QFETCH(bool, packed);
    const std::string ending = packed ? ".gz" : "";
    const auto asWanted = [&](const std::string& bytes) {
        return packed ? gzipped(m_folder / "scratch", bytes) : bytes;
    };
    put("train-images-idx3-ubyte" + ending, asWanted(pictures(12)));
    put("train-labels-idx1-ubyte" + ending, asWanted(labels(12)));
    const auto data = readIdx(m_folder, IdxPart::Train);
    QVERIFY2(data.has_value(), data ? "" : data.error().sentence().c_str());
    QVERIFY((data->shape == ImageShape{2, 3, 1}));
    QCOMPARE(data->images.size(), std::size_t{12});
    QCOMPARE(data->labels.size(), std::size_t{12});
    for (std::size_t i = 0; i < 12; ++i) {
        QCOMPARE(data->labels[i], i % 10);
        for (std::size_t p = 0; p < 6; ++p)
            QCOMPARE(data->images[i].pixels[p], 6 * i + p);
    }
}

void TestIdxData::theTwoPartsAreApart()
{
    put("t10k-images-idx3-ubyte", pictures(2));
    put("t10k-labels-idx1-ubyte", labels(2));
    QCOMPARE(readIdx(m_folder, IdxPart::Test)->images.size(), std::size_t{2});
    const auto train = readIdx(m_folder, IdxPart::Train);
    QVERIFY(!train.has_value());
    QVERIFY(train.error().what.ends_with("train-images-idx3-ubyte"));
}

void TestIdxData::namesTheBadFile_data()
{
    QTest::addColumn<QByteArray>("images");
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<QString>("file"); // what the error names
    QTest::addColumn<QString>("why");
    const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
    const QByteArray images = bytes(pictures(3)), classes = bytes(labels(3));
    const QString first = "t10k-images-idx3-ubyte", second = "t10k-labels-idx1-ubyte";
    QTest::newRow("empty") << QByteArray() << classes << first << "truncated";
    QTest::newRow("labels empty") << images << QByteArray() << second << "truncated";
    QTest::newRow("longer") << images + 'x' << classes << first << "longer than its header says";
    QTest::newRow("labels longer")
        << images << classes + 'x' << second << "longer than its header says";
    QTest::newRow("labels as pictures")
        << classes + classes << classes << first << "not an IDX file";
    QTest::newRow("pictures as labels") << images << images << second << "not an IDX file";
    QTest::newRow("text") << QByteArray(100, 'a') << classes << first << "not an IDX file";
    QTest::newRow("fewer labels") << images << bytes(labels(2)) << ""
                                  << "3 pictures but 2 labels";
    QTest::newRow("no width") << bytes(idxOf(0x803, {3, 3, 0}, "")) << classes << first
                              << "0 pixels";
    QTest::newRow("too high") << bytes(idxOf(0x803, {3, 5000, 2}, "")) << classes << first
                              << "5000 pixels";
    QTest::newRow("four thousand million pictures")
        << bytes(idxOf(0x803, {0xffffffff, 4096, 4096}, "abc")) << classes << first << "truncated";
    QTest::newRow("damaged gzip") << QByteArray("\x1f\x8b\x08\x00", 4) + images << classes << first
                                  << "";
}

void TestIdxData::namesTheBadFile()
{
    QFETCH(QByteArray, images);
    QFETCH(QByteArray, labels);
    QFETCH(QString, file);
    QFETCH(QString, why);
    put("t10k-images-idx3-ubyte", images.toStdString());
    put("t10k-labels-idx1-ubyte", labels.toStdString());
    const auto data = readIdx(m_folder, IdxPart::Test);
    QVERIFY(!data.has_value());
    QVERIFY2(data.error().what.ends_with(file.toStdString()), data.error().what.c_str());
    QVERIFY2(data.error().why.find(why.toStdString()) != std::string::npos,
             data.error().why.c_str());
}

void TestIdxData::truncatedAnywhere()
{
    put("train-labels-idx1-ubyte", labels(3));
    const std::string whole = pictures(3);
    const std::string packed = gzipped(m_folder / "scratch", whole);
    const fs::path plain = m_folder / "train-images-idx3-ubyte";
    const fs::path gzip = m_folder / "train-images-idx3-ubyte.gz";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        put(plain.filename(), whole.substr(0, length));
        const auto data = readIdx(m_folder, IdxPart::Train);
        QVERIFY(!data.has_value());
        QCOMPARE(data.error().what, plain.string());
    }
    for (std::size_t length = 0; length < packed.size(); ++length) {
        put(gzip.filename(), packed.substr(0, length));
        const auto data = readIdx(m_folder, IdxPart::Train);
        QVERIFY2(!data.has_value(), std::to_string(length).c_str());
        QCOMPARE(data.error().what, gzip.string());
    }
}

QTEST_GUILESS_MAIN(TestIdxData)
#include "tst_idxdata.moc"
