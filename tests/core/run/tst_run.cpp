// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Run.h"

#include "tests/support/DriveRun.h"
#include "tests/support/FakeClassifier.h"

#include <QTest>

using namespace pareidolia;

namespace {

RunSpec smallSpec()
{
    RunSpec spec;
    spec.name = "test";
    spec.model = "fake";
    spec.settings.initial = 10;
    spec.settings.children = 6;
    return spec;
}

std::unique_ptr<Run>
makeRun(RunSpec spec, std::shared_ptr<FakeClassifier> network = std::make_shared<FakeClassifier>())
{
    auto run = Run::create(std::move(spec), std::move(network));
    return run ? std::move(*run) : nullptr;
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsEvaluations();
    void endsAtEachLimit();
    void changesTakeEffectAtTheNextGeneration();
    void aLimitIsLifted();
    void badChangesAreRefused_data();
    void badChangesAreRefused();
    void changedRunIsItsSpecAndItsChanges();
    void logAgreesWithTheArchive();
    void isTheSameWhateverTheChunks();
    void invalidScoresAreToldOnce();
    void aGenerationWithoutAnyNumberFails();
    void badSpecsAreRefused();
};

void TestRun::countsEvaluations()
{
    const auto run = makeRun(smallSpec());
    QVERIFY(!run->generation());
    advance(*run).value();
    QCOMPARE(*run->generation(), 0u);
    QCOMPARE(run->evaluations(), 10u);
    advance(*run).value();
    QCOMPARE(*run->generation(), 1u);
    QCOMPARE(run->evaluations(), 16u);
    QCOMPARE(run->curve().points().size(), 2u);
}

void TestRun::endsAtEachLimit()
{
    const auto endsWith = [](Limits limits, double seconds) {
        RunSpec spec = smallSpec();
        spec.limits = limits;
        const auto run = makeRun(spec);
        int generations = 0;
        while (!run->ending(seconds) && generations < 1000) {
            advance(*run).value();
            ++generations;
        }
        return generations;
    };
    QCOMPARE(endsWith({.generations = 0}, 0), 1);
    QCOMPARE(endsWith({.generations = 5}, 0), 6);
    QCOMPARE(endsWith({.evaluations = 10}, 0), 1);
    QCOMPARE(endsWith({.evaluations = 11}, 0), 2);
    QCOMPARE(endsWith({.seconds = 3}, 4), 0);
    QCOMPARE(endsWith({}, 1e9), 1000);
    QVERIFY(endsWith({.untilMedian = 0.5}, 0) < 1000);
    QVERIFY(endsWith({.untilMin = 0.3}, 0) < 1000);
    QCOMPARE(endsWith({.generations = 500, .evaluations = 20}, 0), 3); // the first that is met
}

void TestRun::changesTakeEffectAtTheNextGeneration()
{
    const auto run = makeRun(smallSpec());
    advance(*run).value();
    const Proposal underWay = run->begin();
    QVERIFY(run->change("children", "3").has_value());
    QCOMPARE(underWay.children, 6u);
    QVERIFY(run->changes().empty());

    GenerationWork work(underWay, run->search(), run->classifier());
    for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
        QVERIFY(work.work(chunk).has_value());
    run->end(work.children(), work.scores()).value();
    QCOMPARE(run->evaluations(), 16u);
    advance(*run).value();
    QCOMPARE(run->evaluations(), 19u);
    QCOMPARE(run->changes().size(), 1u);
    QCOMPARE(run->changes()[0].generation, 2u);
    QCOMPARE(run->changes()[0].key, std::string("children"));
    QCOMPARE(run->spec().settings.children, 3u);
}

void TestRun::aLimitIsLifted()
{
    RunSpec spec = smallSpec();
    spec.limits = {};
    spec.limits.generations = 1;
    const auto run = makeRun(spec);
    QVERIFY(run->change("generations", "").has_value());
    for (int generation = 0; generation < 3; ++generation)
        advance(*run).value();
    QVERIFY(!run->ending(0));
    QVERIFY(!run->spec().limits.any());
    QCOMPARE(run->changes()[0].value, std::string());
    QVERIFY(!run->change("children", "").has_value());
}

void TestRun::badChangesAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("unknown") << "childen"
                             << "3";
    QTest::newRow("out of range") << "children"
                                  << "0";
    QTest::newRow("fixed") << "seed"
                           << "3";
    QTest::newRow("fixed encoding") << "encoding"
                                    << "cppn";
    QTest::newRow("no meaning") << "gradient_decay"
                                << "0.1";
}

void TestRun::badChangesAreRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    const auto run = makeRun(smallSpec());
    const auto changed = run->change(key.toStdString(), value.toStdString());
    QVERIFY(!changed.has_value());
    QCOMPARE(changed.error().kind, Error::Kind::Usage);
    advance(*run).value();
    QVERIFY(run->changes().empty());
}

void TestRun::changedRunIsItsSpecAndItsChanges()
{
    const auto drive = [](bool change) {
        const auto run = makeRun(smallSpec());
        for (int g = 0; g < 20; ++g) {
            if (change && g == 10)
                static_cast<void>(run->change("mutation_rate", "0.5"));
            advance(*run).value();
        }
        return run->search().archive().sha256();
    };
    QCOMPARE(drive(true), drive(true));
    QVERIFY(drive(true) != drive(false));
}

void TestRun::logAgreesWithTheArchive()
{
    const auto run = makeRun(smallSpec());
    for (int g = 0; g < 30; ++g)
        advance(*run).value();
    std::vector<double> latest(4, -1e300);
    for (const ImprovementRecord& record : run->improvements()) {
        QVERIFY(record.logOdds > latest[record.index]);
        latest[record.index] = record.logOdds;
        QCOMPARE(record.fromClass == -1, record.id.generation == 0);
    }
    for (std::size_t c = 0; c < 4; ++c)
        QCOMPARE(run->search().archive().champion(c)->logOdds, latest[c]);
    QCOMPARE(run->curve().points().back().statistics.median, run->statistics().median);
}

void TestRun::isTheSameWhateverTheChunks()
{
    for (const char* search : {"map-elites", "gradient-ascent"}) {
        std::string first;
        for (const int microBatch : {1, 4, 100}) {
            auto network = std::make_shared<FakeClassifier>();
            network->mutableInfo().plan.microBatch = microBatch;
            network->mutableInfo().plan.gradientMicroBatch = microBatch;
            RunSpec spec = smallSpec();
            spec.search = search;
            const auto run = makeRun(spec, network);
            for (int g = 0; g < 10; ++g)
                advance(*run).value();
            const std::string hash = run->search().archive().sha256();
            first = first.empty() ? hash : first;
            QCOMPARE(hash, first);
        }
    }
}

void TestRun::invalidScoresAreToldOnce()
{
    auto network = std::make_shared<FakeClassifier>();
    network->breaksAt = [](const Image& picture) { return picture.pixels[0] % 2 == 0; };
    const auto run = makeRun(smallSpec(), network);
    std::vector<std::string> remarks;
    for (int g = 0; g < 10; ++g) {
        const GenerationNews news = advance(*run).value();
        remarks.insert(remarks.end(), news.remarks.begin(), news.remarks.end());
    }
    QVERIFY(run->invalidScores() > 1);
    QCOMPARE(remarks.size(), 1u);
    QVERIFY(remarks[0].find("fake") == 0 && remarks[0].find("generation 0") != std::string::npos);
}

void TestRun::aGenerationWithoutAnyNumberFails()
{
    auto network = std::make_shared<FakeClassifier>();
    network->breaksAt = [](const Image&) { return true; };
    const auto run = makeRun(smallSpec(), network);
    const auto news = advance(*run);
    QVERIFY(!news.has_value());
    QCOMPARE(news.error().kind, Error::Kind::Failure);
    QVERIFY(news.error().sentence().find("generation 0") != std::string::npos);
}

void TestRun::badSpecsAreRefused()
{
    RunSpec spec = smallSpec();
    spec.classes = "99";
    QVERIFY(!makeRun(spec));
    spec = smallSpec();
    spec.search = "magic";
    QVERIFY(!makeRun(spec));
    spec = smallSpec();
    spec.encoding = "magic";
    QVERIFY(!makeRun(spec));
    spec = smallSpec();
    spec.search = "gradient-ascent";
    auto network = std::make_shared<FakeClassifier>();
    network->differentiable = false;
    QVERIFY(!makeRun(spec, network));
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
