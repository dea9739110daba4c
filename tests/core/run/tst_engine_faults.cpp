// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does where something goes wrong: full disks, broken networks, exceptions.
#include "tests/core/run/EngineFixture.h"

#include <QTest>
#include <new>

using namespace pareidolia;

namespace {

/// Cannot even be asked for its plan, so that no generation can begin.
class UnknownPlan : public FakeClassifier
{
public:
    const ModelInfo& info() const override
    {
        if (broken)
            throw std::bad_alloc();
        return FakeClassifier::info();
    }
    std::atomic<bool> broken = false;
};

RunSpec endless()
{
    RunSpec spec = smallSpec();
    spec.limits = {};
    return spec;
}

} // namespace

class TestEngineFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskHoldsARunOnlyWhileItIsFull_data();
    void aFullDiskHoldsARunOnlyWhileItIsFull();
    void secondsEndARunThatWaitsForADisk();
    void anObstacleIsToldWhileARunRests();
    void aPartnerThatEndsByTimeHoldsNobody();
    void failureIsToldAndEndsTheRun();
    void anExceptionEndsOneRunOnly_data();
    void anExceptionEndsOneRunOnly();
    void aFailedRunMayBeTriedAgain();
    void whatADroppedGenerationStillDoesIsNoFault();
};

void TestEngineFaults::aFullDiskHoldsARunOnlyWhileItIsFull_data()
{
    QTest::addColumn<int>("workers");
    QTest::newRow("one") << 1;
    QTest::newRow("three") << 3;
}

void TestEngineFaults::aFullDiskHoldsARunOnlyWhileItIsFull()
{
    QFETCH(int, workers);
    auto listener = std::make_shared<FakeListener>();
    Engine engine(workers);
    const RunId id = engine.open(makeRun(smallSpec()), listener);
    engine.runUntil(id, 100);
    awaitState(engine, id, RunState::Paused);
    const auto last = engine.feed(id)->take().latest->generation;

    listener->full = true;
    engine.start(id);
    RunNews news =
        awaitNews(*engine.feed(id), [](const RunNews& seen) { return seen.obstacle.has_value(); });
    QCOMPARE(news.obstacle->error.what, std::string("the disk"));
    const auto since = news.obstacle->since;
    const int asked = listener->asked;
    QTRY_VERIFY(listener->asked >= asked + 3); // nobody else wakes the worker
    news = engine.feed(id)->take();
    QVERIFY(news.obstacle && news.obstacle->since == since);
    QCOMPARE(news.latest->generation, last);
    QCOMPARE(news.lifecycle.state, RunState::Running);

    listener->full = false;
    news = awaitNews(*engine.feed(id), [](const RunNews& seen) { return seen.lifecycle.over(); });
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QVERIFY(!news.obstacle);
}

void TestEngineFaults::secondsEndARunThatWaitsForADisk()
{
    auto listener = std::make_shared<FakeListener>();
    listener->full = true;
    RunSpec spec = smallSpec();
    spec.limits = {.seconds = 0.5};
    Engine engine(1);
    const RunId id = engine.open(makeRun(spec), listener);
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.endedBy, std::string("seconds"));
    QVERIFY(news.seconds >= 0.5 && news.seconds < 5);
    QVERIFY(news.obstacle); // what it has is not saved
    QVERIFY(!news.latest);
}

void TestEngineFaults::anObstacleIsToldWhileARunRests()
{
    auto listener = std::make_shared<FakeListener>();
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()), listener); // never started
    const auto obstructed = [](const RunNews& seen) { return seen.obstacle.has_value(); };
    const auto free = [](const RunNews& seen) { return !seen.obstacle; };
    listener->full = true;
    awaitNews(*engine.feed(id), obstructed);
    listener->full = false;
    awaitNews(*engine.feed(id), free);

    listener->full = true;
    engine.start(id);
    const auto since = awaitNews(*engine.feed(id), obstructed).obstacle->since;
    engine.pause(id);
    RunNews news = engine.feed(id)->take();
    QCOMPARE(news.lifecycle.state, RunState::Paused);
    QVERIFY(news.obstacle && news.obstacle->since == since); // told once
    engine.stop(id);
    listener->full = false;
    awaitNews(*engine.feed(id), free);
}

void TestEngineFaults::aPartnerThatEndsByTimeHoldsNobody()
{
    auto listener = std::make_shared<FakeListener>();
    listener->full = true;
    RunSpec spec = smallSpec();
    spec.limits = {.seconds = 0.3};
    Engine engine(1);
    const RunId behind = engine.open(makeRun(spec), listener);
    const RunId ahead = engine.open(makeRun(smallSpec()));
    engine.keepInStep({behind, ahead});
    engine.start(ahead);
    engine.start(behind);
    QCOMPARE(awaitEnd(engine, ahead).latest->generation, 12u);
    QVERIFY(engine.feed(behind)->take().lifecycle.over());
}

void TestEngineFaults::failureIsToldAndEndsTheRun()
{
    auto network = std::make_shared<FakeClassifier>();
    network->breaksAt = [](const Image&) { return true; };
    auto listener = std::make_shared<FakeListener>();
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network), listener);
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.state, RunState::Failed);
    QCOMPARE(news.error->what, std::string("fake"));
    QCOMPARE(listener->states(), (std::vector{RunState::Running, RunState::Failed}));
}

void TestEngineFaults::anExceptionEndsOneRunOnly_data()
{
    QTest::addColumn<int>("where");
    QTest::newRow("in scoring") << 0;
    QTest::newRow("in scoring, of no known type") << 1;
    QTest::newRow("in beginning a generation") << 2;
    QTest::newRow("in writing a generation down") << 3;
    QTest::newRow("in asking for an obstacle") << 4;
}

void TestEngineFaults::anExceptionEndsOneRunOnly()
{
    QFETCH(int, where);
    auto network = std::make_shared<UnknownPlan>();
    auto listener = std::make_shared<FakeListener>();
    if (where == 0)
        network->beforeScore = [] { throw std::bad_alloc(); };
    if (where == 1)
        network->beforeScore = [] { throw 1; };
    if (where == 3)
        listener->onGeneration = [](const Run&) { throw std::bad_alloc(); };
    for (const int workers : {1, 3}) {
        network->broken = false;
        listener->throws = false;
        Engine engine(workers);
        const RunId other = engine.open(makeRun(endless()));
        const RunId id = engine.open(makeRun(smallSpec(), network), listener);
        network->broken = where == 2;
        listener->throws = where == 4;
        engine.start(other);
        engine.start(id);
        const RunNews news = awaitEnd(engine, id);
        QCOMPARE(news.lifecycle.state, RunState::Failed);
        QVERIFY(news.error.has_value());
        const auto now = engine.feed(other)->take().latest;
        const std::uint32_t later = (now ? now->generation : 0) + 20;
        QVERIFY(reached(
            awaitNews(*engine.feed(other), [&](const auto& seen) { return reached(seen, later); }),
            later));
        network->broken = false;
        QCOMPARE(engine.close(id)->lifecycle().state, RunState::Failed);
    }
}

void TestEngineFaults::aFailedRunMayBeTriedAgain()
{
    std::atomic<bool> broken = true;
    auto network = std::make_shared<FakeClassifier>();
    network->beforeScore = [&] {
        if (broken)
            throw std::bad_alloc();
    };
    Engine engine(3);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    QCOMPARE(awaitEnd(engine, id).lifecycle.state, RunState::Failed);
    broken = false;
    engine.goOn(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QVERIFY(!news.error);
}

/// The second worker fails in the same generation, but only after the run was told to go on.
void TestEngineFaults::whatADroppedGenerationStillDoesIsNoFault()
{
    Door door;
    std::atomic<int> calls = 0;
    auto network = std::make_shared<FakeClassifier>();
    network->beforeScore = [&] {
        const int call = calls++;
        if (call == 0)
            door.awaitSomebody();
        if (call == 1)
            door.pass();
        if (call < 2)
            throw std::bad_alloc();
    };
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    QCOMPARE(awaitEnd(engine, id).lifecycle.state, RunState::Failed);
    engine.goOn(id);
    door.open();
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QVERIFY(!news.error);
}

QTEST_GUILESS_MAIN(TestEngineFaults)
#include "tst_engine_faults.moc"
