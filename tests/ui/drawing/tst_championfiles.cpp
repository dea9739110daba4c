// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drawing/ChampionFiles.h"

#include "core/image/PixelScale.h"
#include "core/image/PngFile.h"
#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pareidolia;

class TestChampionFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writesWhatTheNetworkSaw();
    void enlargesByWholeNumbers_data();
    void enlargesByWholeNumbers();
    void leavesOutWhatIsNotThere();
    void stopsWhenNobodyWantsIt();
    void theRunMayGoOnMeanwhile();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Run> m_run;
};

void TestChampionFiles::initTestCase()
{
    m_run = makeRun(smallSpec(), std::make_shared<FakeClassifier>());
    QVERIFY(advance(*m_run).has_value());
}

void TestChampionFiles::writesWhatTheNetworkSaw()
{
    const RunSnapshot run = m_run->snapshot();
    const auto files = writeChampions(run, run.archive.targets(), folder());
    QVERIFY(files.has_value());
    QCOMPARE(files->size(), 4u);
    for (std::size_t index = 0; index < 4; ++index) {
        const auto png = readPng((*files)[index]);
        QVERIFY(png.has_value());
        QVERIFY(png->image == *run.champion(index).individual->picture);
        QCOMPARE(png->text, pictureText(run, index));
    }
}

void TestChampionFiles::enlargesByWholeNumbers_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("scale");
    for (const int channels : {1, 3})
        for (const int scale : {1, 2, 5})
            QTest::addRow("%d channels, %d times", channels, scale) << channels << scale;
}

void TestChampionFiles::enlargesByWholeNumbers()
{
    QFETCH(int, channels);
    QFETCH(int, scale);
    Image picture(ImageShape{4, 3, channels});
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
        picture.pixels[i] = static_cast<std::uint8_t>(i * 5);
    const Image large = enlarged(picture, scale);
    QVERIFY(shrunk(large, scale) == picture);
    QCOMPARE(large.shape.width, 4 * scale);
    QCOMPARE(large.shape.height, 3 * scale);
    const auto at = [channels](const Image& image, int x, int y, int channel) {
        return image
            .pixels[static_cast<std::size_t>((y * image.shape.width + x) * channels + channel)];
    };
    for (int y = 0; y < large.shape.height; ++y)
        for (int x = 0; x < large.shape.width; ++x)
            for (int channel = 0; channel < channels; ++channel)
                QCOMPARE(at(large, x, y, channel), at(picture, x / scale, y / scale, channel));
}

void TestChampionFiles::leavesOutWhatIsNotThere()
{
    const auto fresh = makeRun(smallSpec(), std::make_shared<FakeClassifier>());
    const RunSnapshot run = fresh->snapshot();
    const auto files = writeChampions(run, run.archive.targets(), folder());
    QVERIFY(files.has_value());
    QVERIFY(files->empty());
}

void TestChampionFiles::stopsWhenNobodyWantsIt()
{
    const QTemporaryDir elsewhere;
    std::stop_source stop;
    const RunSnapshot run = m_run->snapshot();
    const Progress progress{.tell =
                                [&](double share) {
                                    if (share >= 0.5)
                                        stop.request_stop();
                                },
                            .stop = stop.get_token()};
    const auto files =
        writeChampions(run, run.archive.targets(), elsewhere.path().toStdString(), 1, progress);
    QVERIFY(!files.has_value());
    QCOMPARE(QDir(elsewhere.path()).entryList(QDir::Files | QDir::Hidden).size(), 3);
}

void TestChampionFiles::theRunMayGoOnMeanwhile()
{
    const RunSnapshot before = m_run->snapshot();
    const std::string seen = before.archive.sha256();
    for (int i = 0; i < 20; ++i)
        QVERIFY(advance(*m_run).has_value());
    QVERIFY(m_run->search().archive().sha256() != seen);
    QCOMPARE(before.archive.sha256(), seen);
    QCOMPARE(before.generation, std::optional<std::uint32_t>(0));
}

QTEST_GUILESS_MAIN(TestChampionFiles)
#include "tst_championfiles.moc"
