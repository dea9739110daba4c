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
    void aFailedGenerationLeavesTheRunAsItWas();
    void lifeGoesItsWays();
    void goingOnLiftsOnlyTheLimitsThatAreMet();
    void aDroppedGenerationBeginsAnewWithItsSettings();
    void goesOnWhereItWasSaved();
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
        while (!run->endReached(seconds) && generations < 1000) {
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
    QVERIFY(run->settings().changes().empty());
    QCOMPARE(run->settings().waiting().front().generation, 2u);

    GenerationWork work(underWay, run->search(), run->classifier());
    for (std::size_t chunk = 0; chunk < work.chunks(); ++chunk)
        QVERIFY(work.work(chunk).has_value());
    run->end(work.children(), work.scores()).value();
    QCOMPARE(run->evaluations(), 16u);
    advance(*run).value();
    QCOMPARE(run->evaluations(), 19u);
    QCOMPARE(run->settings().changes(), (std::vector<ChangeRecord>{{2, "children", "3"}}));
    QVERIFY(run->settings().waiting().empty());
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
    QVERIFY(!run->endReached(0));
    QVERIFY(!run->spec().limits.any());
    QVERIFY(run->settings().changes().empty() && run->settings().waiting().empty());
    QCOMPARE(run->events().back().what, std::string("limits: none"));
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
    QVERIFY(run->settings().changes().empty());
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

void TestRun::aFailedGenerationLeavesTheRunAsItWas()
{
    auto network = std::make_shared<FakeClassifier>();
    const auto run = makeRun(smallSpec(), network);
    const auto untouched = makeRun(smallSpec());
    for (const auto* each : {&run, &untouched})
        for (int g = 0; g < 3; ++g)
            advance(**each).value();
    network->breaksAt = [](const Image&) { return true; };
    QVERIFY(!advance(*run));
    QCOMPARE(*run->generation(), 2u);
    network->breaksAt = nullptr;
    advance(*run).value();
    advance(*untouched).value();
    QCOMPARE(run->search().archive().sha256(), untouched->search().archive().sha256());
}

void TestRun::lifeGoesItsWays()
{
    const auto run = makeRun(smallSpec());
    QCOMPARE(run->lifecycle().state, RunState::New);
    run->pause(0); // nothing to pause
    QCOMPARE(run->lifecycle().state, RunState::New);
    run->start(0);
    advance(*run).value();
    run->pause(1);
    run->start(1);
    run->stop(2);
    QCOMPARE(run->lifecycle().state, RunState::Stopped);
    QVERIFY(run->lifecycle().over() && run->canGoOn() && run->lifecycle().endedBy.empty());
    run->start(2);
    run->finish({"seconds", "the time limit is reached"}, 3.5);
    QCOMPARE(run->lifecycle().endedBy, std::string("seconds"));
    run->start(4);
    run->fail({"disk", "it broke", "mend it"}, 5);
    QCOMPARE(run->lifecycle().state, RunState::Failed);
    std::vector<std::string> told;
    for (const RunEvent& event : run->events())
        told.push_back(event.what);
    QCOMPARE(told,
             (std::vector<std::string>{"started", "paused", "resumed", "stopped: the user ended it",
                                       "resumed", "finished: the time limit is reached", "resumed",
                                       "failed: disk: it broke; mend it"}));
    QCOMPARE(run->seconds(), 5.0);
}

void TestRun::goingOnLiftsOnlyTheLimitsThatAreMet()
{
    RunSpec spec = smallSpec();
    spec.limits = {.generations = 1, .evaluations = 16, .untilMin = 2};
    const auto run = makeRun(spec);
    advance(*run).value();
    advance(*run).value();
    run->finish(*run->endReached(0), 0);
    QCOMPARE(run->lifecycle().endedBy, std::string("generations"));
    run->goOn(0);
    QVERIFY(!run->endReached(0));
    QCOMPARE(run->spec().limits, (Limits{.untilMin = 2}));
}

void TestRun::aDroppedGenerationBeginsAnewWithItsSettings()
{
    const auto drive = [](bool drops) {
        const auto run = makeRun(smallSpec());
        advance(*run).value();
        static_cast<void>(run->begin());
        run->change("mutation_rate", "0.5").value(); // holds from generation 2 on, not 1
        if (drops)
            run->drop();
        advance(*run).value(); // `begin` again changes nothing
        advance(*run).value();
        return std::pair(run->search().archive().sha256(), run->settings().changes());
    };
    QCOMPARE(drive(true), drive(false));
    QCOMPARE(drive(true).second.front().generation, 2u);
}

void TestRun::goesOnWhereItWasSaved()
{
    for (const EmitterKind& kind : emitterKinds()) {
        RunSpec spec = smallSpec();
        spec.search = kind.name;
        spec.settings.gradient.classesAtOnce = 2;
        spec.settings.gradient.steps = 5;
        const auto run = makeRun(spec), whole = makeRun(spec);
        for (const auto* each : {&run, &whole})
            for (int g = 0; g < 8; ++g)
                advance(**each).value();
        SavedRun saved{.spec = spec,
                       .changes = {},
                       .lifecycle = {.state = RunState::Paused, .interrupted = true},
                       .generation = run->search().generation(),
                       .passes = run->search().passes(),
                       .evaluations = run->evaluations()};
        if (const EmitterMemory memory = run->search().memory(); memory.pack) {
            QCOMPARE(memory.kind, std::string(kind.name));
            saved.memory = {memory.version, memory.pack()};
        }
        for (const std::size_t index : run->search().archive().filled())
            saved.champions.push_back({index, *run->search().archive().champion(index)});
        const auto again = Run::resume(saved, std::make_shared<FakeClassifier>()).value();
        QVERIFY(again->lifecycle().interrupted);
        for (int g = 0; g < 3; ++g) {
            advance(*again).value();
            advance(*whole).value();
        }
        QCOMPARE(again->search().archive().sha256(), whole->search().archive().sha256());
        QCOMPARE(again->search().report().dump(), whole->search().report().dump());
        QCOMPARE(again->search().passes().forward, whole->search().passes().forward);
    }
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
