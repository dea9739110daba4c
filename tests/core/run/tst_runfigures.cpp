// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunFigures.h"

#include "core/run/RunReport.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTest>

using namespace pareidolia;

namespace {

CurvePoint point(std::uint32_t generation, double median)
{
    CurvePoint made{.generation = generation, .evaluations = 100 * (generation + 1)};
    made.statistics.median = median;
    return made;
}

} // namespace

class TestRunFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhenTheMedianPassed();
    void aStoryTellsTheSameAsItsRun();
    void tellsOnlySettingsThatDiffer();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
};

void TestRunFigures::tellsWhenTheMedianPassed()
{
    Curve curve;
    for (const auto& [generation, median] : {std::pair{0u, 0.1}, {1u, 0.5}, {2u, 0.95}, {3u, 0.96}})
        curve.add(point(generation, median));
    const RunFigures figures = figuresOf({}, curve);
    QCOMPARE(*figures.evaluationsTo[0], 300u); // strictly over .5
    QCOMPARE(*figures.evaluationsTo[1], 300u);
    QVERIFY(!figures.evaluationsTo[2]);
    QCOMPARE(figures.median, 0.96);
}

void TestRunFigures::aStoryTellsTheSameAsItsRun()
{
    const auto run = makeRun(smallSpec(), std::make_shared<FakeClassifier>());
    for (int i = 0; i < 30; ++i)
        QVERIFY(advance(*run).has_value());
    const RunFigures seen = figuresOf(run->spec(), run->curve());
    const auto read = figuresFromStory(runStory(run->snapshot(), {}).dump(), "run.json");
    QVERIFY(read.has_value());
    QCOMPARE(read->median, seen.median);
    QCOMPARE(read->mean, seen.mean);
    QVERIFY(read->over == seen.over);
    QVERIFY(read->evaluationsTo == seen.evaluationsTo);
    QVERIFY(read->settings == seen.settings);
    QCOMPARE(read->modelSha256, run->classifier().info().sha256);
    std::vector<double> logOdds;
    for (const std::size_t index : run->search().archive().filled())
        logOdds.push_back(run->search().archive().champion(index)->logOdds);
    QVERIFY(read->confidences == histogramOf(logOdds));
}

void TestRunFigures::tellsOnlySettingsThatDiffer()
{
    RunSpec a, b;
    a.name = "one";
    b.name = "another";
    b.encoding = "cppn";
    b.settings.seed = 7;
    QStringList keys;
    for (const SettingDifference& difference :
         settingsThatDiffer(figuresOf(a, {}), figuresOf(b, {})))
        keys.append(QString::fromStdString(difference.key));
    QVERIFY(keys.contains("encoding"));
    QVERIFY(keys.contains("seed"));
    QVERIFY(keys.contains("mutation_rate")); // means nothing to one of them
    QVERIFY(!keys.contains("name"));
    QVERIFY(!keys.contains("children"));
}

void TestRunFigures::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("picture");
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("another object") << QByteArray("{\"a\": 1}");
    QTest::newRow("no counts") << QByteArray(
        R"({"mean": 1, "median": 1, "spec": {}, "count_over": {"0.5": "many"}})");
}

void TestRunFigures::refusesOtherFiles()
{
    QFETCH(QByteArray, text);
    const auto read = figuresFromStory(text.toStdString(), "letter.json");
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().what, std::string("letter.json"));
}

QTEST_APPLESS_MAIN(TestRunFigures)
#include "tst_runfigures.moc"
