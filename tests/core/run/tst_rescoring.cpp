// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Rescoring.h"

#include "core/base/Files.h"
#include "core/classifier/TenCrops.h"
#include "core/encoding/CppnRenderer.h"
#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeClassifier.h"

#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

constexpr ImageShape input{130, 128, 3};

std::shared_ptr<FakeClassifier> network()
{
    static const auto made = std::make_shared<FakeClassifier>(3, input);
    return made;
}

std::unique_ptr<Run> finishedRun(const char* encoding, NetworkView view = NetworkView::OneCrop)
{
    RunSpec spec;
    spec.model = "fake";
    spec.encoding = encoding;
    spec.view = view;
    spec.settings.initial = 6;
    auto run = Run::create(spec, network()).value();
    advance(*run).value();
    return run;
}

/// As an export writes it.
void writeExport(const RunSnapshot& run, const std::filesystem::path& folder)
{
    QVERIFY(writeFile(folder / "run.json", runStory(run, {}).dump()).has_value());
    for (const std::size_t index : run.archive.filled())
        QVERIFY(writePng(folder / pictureName(run, index), *run.champion(index).individual->picture,
                         pictureText(run, index))
                    .has_value());
}

} // namespace

class TestRescoring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameViewGivesTheSameBits_data();
    void theSameViewGivesTheSameBits();
    void aCppnIsPaintedAnew();
    void pixelsAreScaled();
    void classesAreFoundByTheirLabels();
    void badExportsAreTold_data();
    void badExportsAreTold();
    void aMissingPictureIsTold();
};

void TestRescoring::theSameViewGivesTheSameBits_data()
{
    QTest::addColumn<int>("view");
    QTest::newRow("one crop") << static_cast<int>(NetworkView::OneCrop);
    QTest::newRow("ten crops") << static_cast<int>(NetworkView::TenCrop);
}

void TestRescoring::theSameViewGivesTheSameBits()
{
    QFETCH(int, view);
    const QTemporaryDir folder;
    const auto run = finishedRun("direct", static_cast<NetworkView>(view));
    writeExport(run->snapshot(), folder.path().toStdString());
    const auto exported = readExport(folder.path().toStdString()).value();
    QVERIFY(exported.view == static_cast<NetworkView>(view));
    QCOMPARE(exported.model, std::string("fake"));
    QCOMPARE(exported.champions.size(), run->search().archive().filled().size());
    for (const int threads : {1, 3}) {
        const auto seen = rescore(exported, run->classifier(), threads).value();
        for (std::size_t i = 0; i < seen.logOdds.size(); ++i)
            QCOMPARE(seen.logOdds[i], exported.champions[i].logOdds);
        QVERIFY(seen.named <= seen.logOdds.size());
    }
    QVERIFY(readExport(folder.filePath("run.json").toStdString()).has_value());
}

void TestRescoring::aCppnIsPaintedAnew()
{
    const auto run = finishedRun("cppn");
    const RunSnapshot snapshot = run->snapshot();
    const std::size_t index = snapshot.archive.filled().front();
    const Individual& individual = *snapshot.champion(index).individual;
    const PngFile file{*individual.picture, pictureText(snapshot, index)};
    QVERIFY(shownAt(input, file).pixels == individual.picture->pixels);
    const Image larger = shownAt(TenCrops::picture, file);
    QVERIFY(larger.shape == TenCrops::picture);
    const auto& genome = static_cast<const CppnGenome&>(*individual.genome);
    QVERIFY(larger.pixels ==
            renderCppn(genome, TenCrops::picture, input, CoordinateSystem::Normalised).pixels);
    const Image grey = shownAt({28, 28, 1}, file);
    QVERIFY(grey.shape == (ImageShape{28, 28, 1}));
}

void TestRescoring::pixelsAreScaled()
{
    const auto run = finishedRun("direct");
    const RunSnapshot snapshot = run->snapshot();
    const std::size_t index = snapshot.archive.filled().front();
    const Image& picture = *snapshot.champion(index).individual->picture;
    const PngFile file{picture, pictureText(snapshot, index)};
    QVERIFY(shownAt(TenCrops::picture, file).pixels == scaledTo(TenCrops::picture, picture).pixels);
}

void TestRescoring::classesAreFoundByTheirLabels()
{
    const QTemporaryDir folder;
    const auto run = finishedRun("direct");
    writeExport(run->snapshot(), folder.path().toStdString());
    const auto exported = readExport(folder.path().toStdString()).value();

    auto other = std::make_shared<FakeClassifier>(3, input);
    other->mutableInfo().labels = {"label2", "label1", "label0"};
    const auto seen = rescore(exported, *other, 2).value();
    const auto& filled = run->search().archive().filled();
    for (std::size_t i = 0; i < filled.size(); ++i) {
        const Image& picture = *run->search().archive().champion(filled[i])->individual->picture;
        QCOMPARE(seen.logOdds[i], other->score({&picture, 1}).value().row(0)[2 - filled[i]]);
    }
    other->mutableInfo().labels = {"cat", "dog", "bird"};
    const auto refused = rescore(exported, *other, 2);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Usage);
    QVERIFY(refused.error().sentence().find("\"label") != std::string::npos);
}

void TestRescoring::badExportsAreTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("no spec") << QByteArray("{\"pictures\": []}");
    QTest::newRow("no champions") << QByteArray("{\"spec\": {}, \"pictures\": []}");
    QTest::newRow("champions are no list") << QByteArray("{\"spec\": {}, \"pictures\": 3}");
    QTest::newRow("a champion without a file")
        << QByteArray("{\"spec\": {}, \"pictures\": [{\"label\": \"a\", \"log_odds\": 1}]}");
}

void TestRescoring::badExportsAreTold()
{
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const std::string story = folder.filePath("run.json").toStdString();
    QVERIFY(writeFile(story, text.toStdString()).has_value());
    const auto exported = readExport(folder.path().toStdString());
    QVERIFY(!exported.has_value());
    QCOMPARE(exported.error().what, story);
    QVERIFY(!readExport("/nowhere/at all").has_value());
}

void TestRescoring::aMissingPictureIsTold()
{
    const QTemporaryDir folder;
    const auto run = finishedRun("direct");
    writeExport(run->snapshot(), folder.path().toStdString());
    const auto exported = readExport(folder.path().toStdString()).value();
    QVERIFY(std::filesystem::remove(exported.champions.back().file));
    const auto seen = rescore(exported, run->classifier(), 2);
    QVERIFY(!seen.has_value());
    QVERIFY(seen.error().sentence().find(exported.champions.back().file.filename().string()) !=
            std::string::npos);
}

QTEST_GUILESS_MAIN(TestRescoring)
#include "tst_rescoring.moc"
