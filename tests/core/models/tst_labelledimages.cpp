// SPDX-License-Identifier: GPL-3.0-or-later
// Data sets as they are published, made here with a few pictures each.
#include "core/models/LabelledImages.h"

#include "core/base/Files.h"
#include "core/image/PngFile.h"
#include "core/models/LabelledFolder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> labels{"cat", "Ankle boot", "dog"};

std::string idxOf(bool pictures, int count)
{
    std::string bytes("\0\0\x08", 3);
    bytes += pictures ? '\3' : '\1';
    bytes += std::string("\0\0\0", 3) + static_cast<char>(count);
    if (pictures)
        bytes += std::string("\0\0\0\2\0\0\0\2", 8);
    for (int i = 0; i < count * (pictures ? 4 : 1); ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

ModelInfo model()
{
    ModelInfo info;
    info.name = "tiny";
    info.labels = labels;
    info.input = {2, 2, 1};
    return info;
}

} // namespace

class TestLabelledImages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void idxFilesByTheirUsualNames_data();
    void idxFilesByTheirUsualNames();
    void severalSetsAreTold();
    void tables();
    void badTablesAreTold_data();
    void badTablesAreTold();
    void foldersOfPictures_data();
    void foldersOfPictures();
    void foldersThatAreNoClassesAreTold();
    void networksGetThem();

private:
    void put(const std::string& name, const std::string& bytes)
    {
        fs::create_directories((m_folder / name).parent_path());
        QVERIFY(writeFile(m_folder / name, bytes).has_value());
    }
    void putPicture(const std::string& name, std::uint8_t grey)
    {
        Image image({2, 2, 1});
        image.pixels.assign(4, grey);
        put(name, encodePng(image));
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void TestLabelledImages::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = m_temporary->path().toStdString();
}

void TestLabelledImages::idxFilesByTheirUsualNames_data()
{
    QTest::addColumn<QString>("pictures");
    QTest::addColumn<QString>("classes");
    QTest::newRow("hyphens") << "t10k-images-idx3-ubyte"
                             << "t10k-labels-idx1-ubyte";
    QTest::newRow("dots") << "t10k-images.idx3-ubyte"
                          << "t10k-labels.idx1-ubyte";
    QTest::newRow("EMNIST") << "emnist-letters-test-images-idx3-ubyte"
                            << "emnist-letters-test-labels-idx1-ubyte";
    QTest::newRow("capitals") << "T10K-Images_idx3_ubyte"
                              << "T10K-Labels_idx1_ubyte";
}

void TestLabelledImages::idxFilesByTheirUsualNames()
{
    QFETCH(QString, pictures);
    QFETCH(QString, classes);
    put(pictures.toStdString(), idxOf(true, 3));
    put(classes.toStdString(), idxOf(false, 3));
    const auto data = readLabelledImages(m_folder, IdxPart::Test, labels);
    QVERIFY2(data.has_value(), data ? "" : data.error().sentence().c_str());
    QCOMPARE(data->labels, (std::vector<std::uint8_t>{0, 1, 2}));
    QCOMPARE(data->images[2].pixels, (std::vector<std::uint8_t>{8, 9, 10, 11}));
    QVERIFY(!readLabelledImages(m_folder, IdxPart::Train, labels).has_value());
}

void TestLabelledImages::severalSetsAreTold()
{
    for (const std::string set : {"emnist-letters-", "emnist-digits-"}) {
        put(set + "test-images-idx3-ubyte", idxOf(true, 1));
        put(set + "test-labels-idx1-ubyte", idxOf(false, 1));
    }
    const auto data = readLabelledImages(m_folder, IdxPart::Test, labels);
    QVERIFY(!data.has_value());
    QVERIFY2(data.error().why.find("several sets") != std::string::npos, data.error().why.c_str());
}

void TestLabelledImages::tables()
{
    put("mnist_train.csv", "label,pixel0,pixel1,pixel2,pixel3\r\n2,0,1,2,255\r\n1,9,9,9,9\r\n");
    put("mnist_test.csv", "1,5,6,7,8\n"); // without names of columns
    const auto train = readLabelledImages(m_folder, IdxPart::Train, labels);
    QVERIFY2(train.has_value(), train ? "" : train.error().sentence().c_str());
    QCOMPARE(train->labels, (std::vector<std::uint8_t>{2, 1}));
    QVERIFY((train->shape == ImageShape{2, 2, 1}));
    QCOMPARE(train->images[0].pixels, (std::vector<std::uint8_t>{0, 1, 2, 255}));
    const auto test = readLabelledImages(m_folder, IdxPart::Test, labels);
    QCOMPARE(test->images[0].pixels, (std::vector<std::uint8_t>{5, 6, 7, 8}));
    // The table itself.
    QCOMPARE(readLabelledImages(m_folder / "mnist_train.csv", IdxPart::Test, labels)->labels.size(),
             std::size_t{2});
}

void TestLabelledImages::badTablesAreTold_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("why");
    QTest::newRow("no labels") << QByteArray("pixel0,pixel1\n1,2\n") << "no labels";
    QTest::newRow("no square") << QByteArray("1,2,3\n") << "line 1 has 3 numbers";
    QTest::newRow("words") << QByteArray("1,2,3,4,5\n1,2,x,4,5\n") << "line 2 holds";
    QTest::newRow("too bright") << QByteArray("1,2,3,4,5\n1,2,256,4,5\n") << "line 2 holds";
    QTest::newRow("other size") << QByteArray("1,2,3,4,5\n1,2\n") << "line 2 has another number";
}

void TestLabelledImages::badTablesAreTold()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, why);
    put("test.csv", table.toStdString());
    const auto data = readLabelledImages(m_folder, IdxPart::Test, labels);
    QVERIFY(!data.has_value());
    QVERIFY2(QString::fromStdString(data.error().sentence()).contains(why),
             data.error().sentence().c_str());
    QVERIFY(data.error().what.ends_with("test.csv"));
}

void TestLabelledImages::foldersOfPictures_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("within");
    QTest::newRow("numbers") << QStringList{"0", "1", "2"} << "test";
    QTest::newRow("labels") << QStringList{"cat", "ankle_boot", "Dog"} << "testing";
    QTest::newRow("in their order") << QStringList{"n01", "n02", "n03"} << "val";
}

void TestLabelledImages::foldersOfPictures()
{
    QFETCH(QStringList, names);
    QFETCH(QString, within);
    for (std::uint8_t index = 0; const QString& name : names)
        putPicture((within + "/" + name + "/a.png").toStdString(), ++index);
    putPicture("train/" + names[1].toStdString() + "/b.png", 77);
    const auto test = readLabelledImages(m_folder, IdxPart::Test, labels);
    QVERIFY2(test.has_value(), test ? "" : test.error().sentence().c_str());
    QCOMPARE(test->images.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(test->images[i].pixels[0], test->labels[i] + 1);
    if (names[0] == "n01")
        return; // one folder is not in the order of three
    const auto train = readLabelledImages(m_folder, IdxPart::Train, labels);
    QVERIFY2(train.has_value(), train ? "" : train.error().sentence().c_str());
    QCOMPARE(train->labels, std::vector<std::uint8_t>{1});
    QCOMPARE(train->images[0].pixels[0], 77);
}

void TestLabelledImages::foldersThatAreNoClassesAreTold()
{
    putPicture("test/tiger/a.png", 1);
    const auto data = readLabelledImages(m_folder, IdxPart::Test, labels);
    QVERIFY(!data.has_value());
    QVERIFY2(data.error().why.find("tiger") != std::string::npos, data.error().why.c_str());
    // Not split: nothing to train on that is not tested with.
    fs::remove_all(m_folder / "test");
    putPicture("0/a.png", 1);
    QVERIFY(!readLabelledImages(m_folder, IdxPart::Train, labels).has_value());
    QVERIFY(readLabelledImages(m_folder, IdxPart::Test, labels).has_value());
}

void TestLabelledImages::networksGetThem()
{
    put("test.csv", "2,5,6,7,8\n");
    const auto table = readLabelledFolder(m_folder, model());
    QVERIFY2(table.has_value(), table ? "" : table.error().sentence().c_str());
    QCOMPARE(table->classes, std::vector<std::size_t>{2});
    put("test.csv", "3,5,6,7,8\n");
    QVERIFY(!readLabelledFolder(m_folder, model()).has_value());
    fs::remove(m_folder / "test.csv");
    putPicture("dog/a.png", 9);
    const auto pictures = readLabelledFolder(m_folder, model());
    QVERIFY2(pictures.has_value(), pictures ? "" : pictures.error().sentence().c_str());
    QCOMPARE(pictures->classes, std::vector<std::size_t>{2});
    QCOMPARE(pictures->images[0].pixels, std::vector<std::uint8_t>(4, 9)); // as they are
}

QTEST_GUILESS_MAIN(TestLabelledImages)
#include "tst_labelledimages.moc"
