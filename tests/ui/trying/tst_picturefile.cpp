// SPDX-License-Identifier: GPL-3.0-or-later
// What people drop: pictures of every kind, and what is none.
#include "ui/trying/PictureFile.h"

#include "core/base/Files.h"
#include "core/classifier/TenCrops.h"
#include "core/image/PixelScale.h"
#include "core/image/PngFile.h"
#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace pareidolia;

namespace {

constexpr ImageShape input{12, 12, 1};

} // namespace

class TestPictureFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesOfEveryKind_data();
    void picturesOfEveryKind();
    void theRightSizeIsNotTouched();
    void whatIsNoPictureIsTold_data();
    void whatIsNoPictureIsTold();
    void longThinPicturesLoseTheirEnds();
    void oursThatWereSavedLargerShrink();
    void oursTellTheirStory();
    void oursSeenInTenCropsStayWhole();
    void aStoryNeedsNoSpecNorGenome();

private:
    QTemporaryDir m_folder;
};

void TestPictureFile::picturesOfEveryKind_data()
{
    QTest::addColumn<QImage>("picture");
    QTest::addColumn<QString>("name");
    const auto filled = [](int width, int height, QImage::Format format) {
        QImage picture(width, height, format);
        picture.fill(QColor(200, 100, 50, 128));
        return picture;
    };
    QTest::newRow("photograph") << filled(90, 60, QImage::Format_RGB888) << "a.jpg";
    QTest::newRow("one pixel") << filled(1, 1, QImage::Format_RGB888) << "a.png";
    QTest::newRow("grey, 16 bits") << filled(30, 40, QImage::Format_Grayscale16) << "a.png";
    QTest::newRow("translucent") << filled(30, 40, QImage::Format_ARGB32) << "a.png";
    QTest::newRow("large") << filled(3000, 2000, QImage::Format_RGB888) << "a.png";
    QTest::newRow("wrong ending") << filled(30, 40, QImage::Format_RGB888) << "a.bmp";
    QTest::newRow("odd name") << filled(30, 40, QImage::Format_RGB888) << "ö %1 100%.png";
}

void TestPictureFile::picturesOfEveryKind()
{
    QFETCH(QImage, picture);
    QFETCH(QString, name);
    const QString path = m_folder.filePath(name);
    QVERIFY(picture.save(path));
    const auto file = readPictureFile(path);
    QVERIFY2(file.has_value(), file ? "" : file.error().sentence().c_str());
    QVERIFY(!(*file)->story);
    const ShownPicture shown = shownTo(input, **file);
    QCOMPARE(shown.picture.shape, input);
    QVERIFY2(shown.origin.contains(name), qPrintable(shown.origin));
    QCOMPARE(shown.origin.contains("white"), picture.hasAlphaChannel());
    QCOMPARE(shownTo(std::nullopt, **file).picture, (*file)->image);
}

void TestPictureFile::theRightSizeIsNotTouched()
{
    Image picture(input);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(i);
    const QString path = m_folder.filePath("exact.png");
    QVERIFY(writePng(path.toStdString(), picture).has_value());
    QCOMPARE(shownTo(input, **readPictureFile(path)).picture, picture);
}

void TestPictureFile::whatIsNoPictureIsTold_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a letter") << "letter.jpg" << QByteArray("Dear reader");
    QTest::newRow("empty") << "empty.png" << QByteArray("");
    QTest::newRow("broken") << "broken.png" << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    QTest::newRow("a folder") << "" << QByteArray();
    QTest::newRow("missing") << "missing.png" << QByteArray();
}

void TestPictureFile::whatIsNoPictureIsTold()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const QString path = m_folder.filePath(name);
    if (!bytes.isNull())
        QVERIFY(writeFile(path.toStdString(), bytes.toStdString()).has_value());
    const auto file = readPictureFile(path);
    QVERIFY(!file.has_value());
    QVERIFY(QString::fromStdString(file.error().what).contains(name));
    QVERIFY(!file.error().why.empty() && !file.error().advice.empty());
}

void TestPictureFile::longThinPicturesLoseTheirEnds()
{
    PictureFile file{.name = "thin.png", .image = Image({1, 60000, 1})};
    file.image.pixels[30000] = 255;
    const ShownPicture shown = shownTo(input, file);
    QCOMPARE(shown.picture.shape, input);
    QVERIFY(std::ranges::any_of(shown.picture.pixels, [](auto pixel) { return pixel > 0; }));
}

void TestPictureFile::oursThatWereSavedLargerShrink()
{
    Image picture(input);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(i);
    const QString path = m_folder.filePath("large.png");
    for (const auto& [scale, told] : {std::pair(4, "4"), std::pair(3, "nonsense")}) {
        const PngText text{{"Label", "seven"},
                           {"Confidence", "0.5"},
                           {"Log-odds", "0"},
                           {"Model", "fake"},
                           {"Scale", told}};
        QVERIFY(writePng(path.toStdString(), enlarged(picture, scale), text).has_value());
        const auto file = readPictureFile(path).value();
        QVERIFY(file->story);
        QCOMPARE(file->image.shape.width, told == std::string("4") ? input.width : 3 * input.width);
        if (told == std::string("4"))
            QCOMPARE(shownTo(input, *file).picture, picture);
    }
}

void TestPictureFile::oursTellTheirStory()
{
    RunSpec spec = smallSpec();
    spec.encoding = "cppn";
    const auto run = makeRun(spec, std::make_shared<FakeClassifier>());
    for (int i = 0; i < 30; ++i)
        QVERIFY(advance(*run).has_value());
    int parents = 0;
    for (std::size_t index = 0; index < 4; ++index) {
        const auto& champion = *run->search().archive().champion(index);
        const QString path = m_folder.filePath("ours.png");
        QVERIFY(writePng(path.toStdString(), *champion.individual->picture,
                         pictureText(run->snapshot(), index))
                    .has_value());
        const auto file = readPictureFile(path).value();
        QVERIFY(file->story);
        const PictureStory& story = *file->story;
        QCOMPARE(story.label, "label" + std::to_string(index));
        QCOMPARE(story.confidence, champion.confidence);
        QCOMPARE(story.logOdds, champion.logOdds);
        QCOMPARE(story.model, std::string("fake"));
        QVERIFY(story.software.starts_with("Pareidolia "));
        QVERIFY(story.spec.has_value());
        QCOMPARE(*story.spec, run->spec());
        QVERIFY(story.genome == champion.individual->genome->toJson());
        const auto from = champion.individual->fromClass;
        QCOMPARE(story.parentLabel, from ? "label" + std::to_string(*from) : std::string());
        parents += from.has_value();
    }
    QVERIFY(parents > 0);
}

void TestPictureFile::oursSeenInTenCropsStayWhole()
{
    Image picture(TenCrops::picture);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(i % 251);
    PngText text{{"Label", "two"},
                 {"Confidence", "0.5"},
                 {"Log-odds", "0"},
                 {"Model", "fake"},
                 {"View", "ten-crop"}};
    const QString path = m_folder.filePath("ten.png");
    QVERIFY(writePng(path.toStdString(), picture, text).has_value());
    const auto file = readPictureFile(path).value();
    const auto whole = shownTo(ImageShape{224, 224, 3}, *file);
    QCOMPARE(whole.picture, picture);
    QVERIFY(whole.view == NetworkView::TenCrop);
    // A network that is not for ten crops, and a picture that was scored in one piece.
    QCOMPARE(shownTo(input, *file).picture.shape, input);
    QVERIFY(shownTo(input, *file).view == NetworkView::OneCrop);
    text.back().second = "one-crop";
    QVERIFY(writePng(path.toStdString(), picture, text).has_value());
    const auto cropped = shownTo(ImageShape{224, 224, 3}, **readPictureFile(path));
    QCOMPARE(cropped.picture.shape, (ImageShape{224, 224, 3}));
    QVERIFY(cropped.view == NetworkView::OneCrop);
}

void TestPictureFile::aStoryNeedsNoSpecNorGenome()
{
    PngText text{{"Label", "two"}, {"Confidence", "0.5"}, {"Log-odds", "0"}, {"Model", "fake"}};
    QVERIFY(storyOf(text).has_value());
    QVERIFY(!storyOf(text)->spec.has_value());
    QVERIFY(storyOf(text)->genome.is_null());
    text.emplace_back("Spec", R"({"name": "x", "invented": 3})");
    text.emplace_back("Genome", "{");
    QVERIFY(storyOf(text).has_value());
    QVERIFY(!storyOf(text)->spec.has_value());
    QVERIFY(storyOf(text)->genome.is_null());
    text.erase(text.begin() + 1);
    QVERIFY(!storyOf(text).has_value());
}

QTEST_MAIN(TestPictureFile)
#include "tst_picturefile.moc"
