// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/run/EngineFixture.h"

#include <QTest>

using namespace pareidolia;

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyNumberOfWorkersGivesTheSameArchive_data();
    void anyNumberOfWorkersGivesTheSameArchive();
    void waitsUntilItIsStarted();
    void runsUntilSoManyPicturesAreScored();
    void stepIsOneGeneration();
    void pauseKeepsTheGenerationUnderWay();
    void pausesChangeNothing();
    void paceSlowsDownAndLetsGo();
    void destructionInMidRunIsClean();
    void changeIsAnEventAtABoundary();
    void inspectSeesWholeGenerations();
    void twoRunsAreServedAtOnce();
    void allWorkersHaveSomethingToDo();
    void aSleepingWorkerKnowsWhenToWake();
    void runsInStepStayTogether();
};

void TestEngine::anyNumberOfWorkersGivesTheSameArchive_data()
{
    QTest::addColumn<QByteArray>("search");
    QTest::addColumn<QByteArray>("encoding");
    QTest::newRow("direct") << QByteArray("map-elites") << QByteArray("direct");
    QTest::newRow("cppn") << QByteArray("map-elites") << QByteArray("cppn");
    QTest::newRow("gradient") << QByteArray("gradient-ascent") << QByteArray("direct");
}

void TestEngine::anyNumberOfWorkersGivesTheSameArchive()
{
    QFETCH(QByteArray, search);
    QFETCH(QByteArray, encoding);
    std::string first;
    for (const int workers : {1, 2, 7}) {
        Engine engine(workers);
        QCOMPARE(engine.workers(), workers);
        const RunId id = engine.open(makeRun(smallSpec(search, encoding)));
        engine.start(id);
        const RunNews news = awaitEnd(engine, id);
        QCOMPARE(news.lifecycle.state, RunState::Finished);
        const auto run = engine.close(id);
        QCOMPARE(*run->generation(), 12u);
        const std::string hash = run->search().archive().sha256();
        first = first.empty() ? hash : first;
        QCOMPARE(hash, first);
    }
}

void TestEngine::waitsUntilItIsStarted()
{
    auto network = std::make_shared<FakeClassifier>();
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    QCOMPARE(engine.feed(id)->take().lifecycle.state, RunState::New);
    QVERIFY(!engine.feed(id)->wait(std::chrono::milliseconds(20)));
    QCOMPARE(network->scored.load(), 0u);
}

void TestEngine::runsUntilSoManyPicturesAreScored()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.setPace(id, 0.001); // does not count here
    for (const std::uint64_t wanted : {70u, 70u, 200u}) {
        std::uint64_t before = 0;
        engine.inspect(id, [&](const Run& run, double) { before = run.evaluations(); });
        engine.runUntil(id, wanted);
        const RunNews news = awaitNews(*engine.feed(id), [&](const RunNews& seen) {
            return seen.latest && seen.latest->evaluations > before &&
                   seen.lifecycle.state == RunState::Paused;
        });
        QVERIFY(news.latest->evaluations >= wanted);
        QVERIFY(news.latest->evaluations < std::max(wanted, before) + 40); // a generation at most
    }
}

void TestEngine::stepIsOneGeneration()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    for (std::uint32_t g = 0; g < 3; ++g) {
        engine.step(id);
        const RunNews news = awaitNews(*engine.feed(id), [&](const RunNews& seen) {
            return reached(seen, g) && seen.lifecycle.state == RunState::Paused;
        });
        QCOMPARE(news.latest->generation, g);
        QCOMPARE(news.lifecycle.state, RunState::Paused);
    }
    QCOMPARE(*engine.close(id)->generation(), 2u);
}

void TestEngine::pauseKeepsTheGenerationUnderWay()
{
    Door door;
    auto network = std::make_shared<FakeClassifier>();
    network->beforeScore = [&] { door.pass(); };
    Engine engine(1);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    QVERIFY(door.awaitSomebody());
    engine.pause(id);
    door.open();
    engine.inspect(id, [](const Run& run, double) { QVERIFY(!run.generation()); });
    engine.start(id);
    QCOMPARE(awaitEnd(engine, id).latest->generation, 12u);
    // Nothing was scored twice.
    QCOMPARE(network->scored.load(), 30u + 12 * 20);
}

void TestEngine::paceSlowsDownAndLetsGo()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.setPace(id, 0.001); // the first generation at once, the next one in a quarter of an hour
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 0); });
    QTRY_VERIFY(engine.feed(id)->take().lifecycle.state == RunState::Running);
    QVERIFY(!engine.feed(id)->wait(std::chrono::milliseconds(50)));

    engine.step(id); // a step is asked for: it does not wait
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 1); });
    engine.start(id);
    engine.setPace(id, 50);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 3); });
    engine.setPace(id, std::nullopt);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.latest->generation, 12u);
    QVERIFY(news.seconds >= 0.02); // at least one wait of a fiftieth of a second
}

void TestEngine::pausesChangeNothing()
{
    const auto hashWith = [](int pauses) {
        Engine engine(3);
        const RunId id = engine.open(makeRun(smallSpec()));
        for (int i = 0; i < pauses; ++i) {
            engine.start(id);
            engine.pause(id);
        }
        engine.start(id);
        awaitEnd(engine, id);
        return engine.close(id)->search().archive().sha256();
    };
    QCOMPARE(hashWith(50), hashWith(0));
}

void TestEngine::destructionInMidRunIsClean()
{
    for (int i = 0; i < 20; ++i) {
        Engine engine(3);
        RunSpec spec = smallSpec();
        spec.limits = {};
        const RunId id = engine.open(makeRun(spec));
        engine.start(id);
        awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 0); });
    }
}

void TestEngine::changeIsAnEventAtABoundary()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.step(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) {
        return reached(news, 0) && news.lifecycle.state == RunState::Paused;
    });
    QVERIFY(engine.change(id, "children", "5").has_value());
    QVERIFY(!engine.change(id, "children", "0").has_value());
    QVERIFY(!engine.change(id, "childen", "5").has_value());
    engine.start(id);
    awaitEnd(engine, id);
    const auto run = engine.close(id);
    QCOMPARE(run->settings().changes().size(), 1u);
    QCOMPARE(run->settings().changes()[0].generation, 1u);
    QCOMPARE(run->evaluations(), 30u + 12 * 5);
}

void TestEngine::inspectSeesWholeGenerations()
{
    Engine engine(3);
    RunSpec spec = smallSpec();
    spec.limits = {.generations = 300};
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    std::uint64_t last = 0;
    for (bool over = false; !over;) {
        engine.inspect(id, [&](const Run& run, double) {
            const auto generation = run.generation();
            QCOMPARE(run.evaluations(), generation ? 30u + 20u * *generation : 0u);
            QVERIFY(run.evaluations() >= last);
            last = run.evaluations();
        });
        over = engine.feed(id)->take().lifecycle.state == RunState::Finished;
    }
}

void TestEngine::twoRunsAreServedAtOnce()
{
    Engine engine(2);
    RunSpec spec = smallSpec();
    spec.limits = {};
    const RunId a = engine.open(makeRun(spec));
    const RunId b = engine.open(makeRun(spec));
    engine.start(a);
    engine.start(b);
    QVERIFY(reached(awaitNews(*engine.feed(a), [](const auto& n) { return reached(n, 50); }), 50));
    QVERIFY(reached(awaitNews(*engine.feed(b), [](const auto& n) { return reached(n, 50); }), 50));
}

void TestEngine::allWorkersHaveSomethingToDo()
{
    Door door;
    auto network = std::make_shared<FakeClassifier>();
    network->beforeScore = [&] { door.pass(); };
    Engine engine(4);
    const RunId a = engine.open(makeRun(smallSpec(), network)); // four chunks of eight children
    engine.start(a);
    QVERIFY(door.awaitSomebody(4));
    door.open();
}

void TestEngine::aSleepingWorkerKnowsWhenToWake()
{
    Door first, second;
    auto ofSlow = std::make_shared<FakeClassifier>(), ofStuck = std::make_shared<FakeClassifier>();
    ofSlow->mutableInfo().plan.microBatch = 15; // two chunks
    ofStuck->mutableInfo().plan.microBatch = 30;
    Engine engine(2);
    const RunId slow = engine.open(makeRun(smallSpec(), ofSlow));
    const RunId stuck = engine.open(makeRun(smallSpec(), ofStuck));
    engine.step(stuck);
    awaitState(engine, stuck, RunState::Paused);
    ofSlow->beforeScore = [&] { first.pass(); };
    ofStuck->beforeScore = [&] { second.pass(); };
    engine.setPace(slow, 20);
    engine.keepInStep({slow, stuck});
    engine.start(stuck); // waits for the other one
    engine.start(slow);
    // Who is done first finds nothing to do and sleeps; the other one goes on with the run that
    // waited, and is stuck. The sleeper has to know when the slow run is due.
    QVERIFY(first.awaitSomebody(2));
    first.open();
    QVERIFY(second.awaitSomebody());
    QVERIFY(reached(awaitNews(*engine.feed(slow), [](const auto& n) { return reached(n, 1); }), 1));
    second.open();
}

void TestEngine::runsInStepStayTogether()
{
    // The one has three times as many children, so it needs a third of the generations.
    RunSpec small = smallSpec(), large = smallSpec();
    small.limits = large.limits = {.evaluations = 3030};
    large.settings.children = 60;
    Engine engine(2);
    const RunId a = engine.open(makeRun(small));
    const RunId b = engine.open(makeRun(large));
    engine.keepInStep({a, b});
    engine.start(a);
    engine.start(b);
    for (bool over = false; !over;) {
        std::uint64_t ofA = 0, ofB = 0, again = 0;
        engine.inspect(a, [&](const Run& run, double) { ofA = run.evaluations(); });
        engine.inspect(b, [&](const Run& run, double) { ofB = run.evaluations(); });
        engine.inspect(a, [&](const Run& run, double) { again = run.evaluations(); });
        if (ofA == again) // else they were not read at one time
            QVERIFY(std::max(ofA, ofB) - std::min(ofA, ofB) <= 60);
        over = engine.feed(a)->take().lifecycle.state == RunState::Finished &&
               engine.feed(b)->take().lifecycle.state == RunState::Finished;
    }
    QCOMPARE(engine.close(a)->evaluations(), 3030u);
    QCOMPARE(engine.close(b)->evaluations(), 3030u);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
