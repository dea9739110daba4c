// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine does to a run's life: start, stop, limits, going on, closing.
#include "tests/core/run/EngineFixture.h"

#include <QTest>
#include <thread>

using namespace pareidolia;

class TestEngineLife : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopDropsTheGenerationUnderWay();
    void stopInMidGenerationAndOn();
    void aStoppedRunGoesOnToItsLimits();
    void aFinishedRunGoesOnWithoutItsLimit();
    void whatHasNothingLeftDoesNotGoOn();
    void startAtALimitComputesNothing();
    void timeEndsARun();
    void aNewTimeLimitHoldsAtOnce();
    void closeOfARunningRunLeavesItPaused();
    void closeLeavesWhatIsOver();
    void whoWaitsIsToldThatTheRunWasClosed();
    void twoMayCloseARun();
    void whatIsCommandedToAClosedRunDoesNothing();
    void manyMayCommandAtOnce();
};

void TestEngineLife::stopDropsTheGenerationUnderWay()
{
    Engine engine(2);
    RunSpec spec = smallSpec();
    spec.limits = {};
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 3); });
    engine.stop(id);
    QCOMPARE(engine.feed(id)->take().lifecycle.state, RunState::Stopped);
    engine.start(id); // what is over stays over
    QCOMPARE(engine.feed(id)->take().lifecycle.state, RunState::Stopped);
    const auto run = engine.close(id);
    QCOMPARE(run->evaluations(), 30u + 20u * *run->generation());
}

void TestEngineLife::stopInMidGenerationAndOn()
{
    const auto hashOf = [](bool stopped) {
        Door door;
        auto network = std::make_shared<FakeClassifier>();
        network->beforeScore = [&] { door.pass(); };
        if (!stopped)
            door.open();
        Engine engine(2);
        const RunId id = engine.open(makeRun(smallSpec(), network));
        engine.start(id);
        if (stopped && door.awaitSomebody()) {
            engine.stop(id);
            engine.goOn(id); // the same generation begins anew when what was dropped is out
            door.open();
        }
        const RunNews news = awaitState(engine, id, RunState::Finished);
        return news.latest->generation == 12 ? engine.close(id)->search().archive().sha256()
                                             : std::string();
    };
    QVERIFY(!hashOf(false).empty());
    QCOMPARE(hashOf(true), hashOf(false));
}

void TestEngineLife::aStoppedRunGoesOnToItsLimits()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.step(id);
    awaitState(engine, id, RunState::Paused);
    engine.stop(id);
    engine.goOn(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QCOMPARE(news.lifecycle.endedBy, std::string("generations"));
    QCOMPARE(news.latest->generation, 12u);
}

void TestEngineLife::aFinishedRunGoesOnWithoutItsLimit()
{
    auto network = std::make_shared<FakeClassifier>();
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    awaitEnd(engine, id);
    const std::size_t scored = network->scored;
    engine.start(id);
    engine.step(id);
    QCOMPARE(engine.feed(id)->take().lifecycle.state, RunState::Finished);
    QCOMPARE(network->scored.load(), scored);

    engine.goOn(id);
    const RunNews news =
        awaitNews(*engine.feed(id), [](const RunNews& seen) { return reached(seen, 20); });
    QCOMPARE(news.lifecycle.state, RunState::Running);
    QVERIFY(!news.settings->now().limits.any());
    engine.goOn(id); // it is not over
    QCOMPARE(engine.close(id)->lifecycle().state, RunState::Paused);
}

void TestEngineLife::whatHasNothingLeftDoesNotGoOn()
{
    RunSpec spec = smallSpec("gradient-ascent");
    spec.limits = {};
    auto network = std::make_shared<FakeClassifier>();
    network->flat = true; // every class is given up at once
    Engine engine(1);
    const RunId id = engine.open(makeRun(spec, network));
    engine.start(id);
    QCOMPARE(awaitEnd(engine, id).lifecycle.state, RunState::Finished);
    const std::size_t scored = network->scored;
    engine.goOn(id);
    QCOMPARE(engine.feed(id)->take().lifecycle.state, RunState::Finished);
    QCOMPARE(network->scored.load(), scored);
}

void TestEngineLife::startAtALimitComputesNothing()
{
    auto network = std::make_shared<FakeClassifier>();
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.runUntil(id, 100);
    awaitState(engine, id, RunState::Paused);
    QVERIFY(engine.change(id, "generations", "3").has_value());
    const std::size_t scored = network->scored;
    engine.start(id);
    const RunNews news = engine.feed(id)->take(); // at once
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QCOMPARE(news.lifecycle.endedBy, std::string("generations"));
    QCOMPARE(network->scored.load(), scored);
}

void TestEngineLife::timeEndsARun()
{
    RunSpec spec = smallSpec();
    spec.limits = {.seconds = 0.05};
    Engine engine(2);
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.lifecycle.state, RunState::Finished);
    QCOMPARE(news.lifecycle.endedBy, std::string("seconds"));
    QVERIFY(news.seconds >= 0.05);
}

void TestEngineLife::aNewTimeLimitHoldsAtOnce()
{
    RunSpec spec = smallSpec();
    spec.limits = {};
    Engine engine(1);
    const RunId id = engine.open(makeRun(spec));
    engine.setPace(id, 0.001);
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 0); });
    QVERIFY(engine.change(id, "seconds", "0.01").has_value()); // the worker sleeps for its pace
    QCOMPARE(awaitEnd(engine, id).lifecycle.endedBy, std::string("seconds"));
}

void TestEngineLife::closeOfARunningRunLeavesItPaused()
{
    auto listener = std::make_shared<FakeListener>();
    Engine engine(4);
    RunSpec spec = smallSpec();
    spec.limits = {};
    const RunId id = engine.open(makeRun(spec), listener);
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 2); });
    const auto feed = engine.feed(id);
    const auto run = engine.close(id);
    QVERIFY(*run->generation() >= 2);
    QCOMPARE(run->evaluations(), 30u + 20u * *run->generation()); // whole generations
    QCOMPARE(run->lifecycle().state, RunState::Paused);
    QCOMPARE(feed->take().lifecycle.state, RunState::Paused);
    QCOMPARE(listener->states(), (std::vector{RunState::Running, RunState::Paused}));
}

void TestEngineLife::closeLeavesWhatIsOver()
{
    Engine engine(2);
    const RunId fresh = engine.open(makeRun(smallSpec()));
    const RunId stopped = engine.open(makeRun(smallSpec()));
    engine.stop(stopped);
    QCOMPARE(engine.close(fresh)->lifecycle().state, RunState::New);
    QCOMPARE(engine.close(stopped)->lifecycle().state, RunState::Stopped);
}

void TestEngineLife::whoWaitsIsToldThatTheRunWasClosed()
{
    Engine engine(2);
    Door door;
    const RunId id = engine.open(makeRun(smallSpec()));
    std::jthread reader(
        [&] { (void)engine.inspect(id, [&](const Run&, double) { door.pass(); }); });
    QVERIFY(door.awaitSomebody());
    Result<void> looked;
    std::optional<Result<std::optional<ChangeRecord>>> changed;
    std::jthread second([&] { looked = engine.inspect(id, [](const Run&, double) {}); });
    std::jthread third([&] { changed = engine.change(id, "children", "7"); });
    std::jthread fourth([&] { engine.pause(id); });
    std::unique_ptr<Run> run;
    std::jthread closer([&] { run = engine.close(id); });
    QTRY_VERIFY(!engine.feed(id)); // it is being closed
    for (std::jthread* waiting : {&second, &third, &fourth})
        waiting->join(); // while the reader has the run still
    QVERIFY(!looked && !*changed);
    QCOMPARE(looked.error().why, std::string("the run was closed"));
    QCOMPARE(changed->error().why, std::string("the run was closed"));
    QVERIFY(!run);
    door.open();
    closer.join();
    QVERIFY(run->settings().waiting().empty());
}

void TestEngineLife::twoMayCloseARun()
{
    for (int i = 0; i < 50; ++i) {
        Engine engine(2);
        const RunId id = engine.open(makeRun(smallSpec()));
        engine.start(id);
        std::unique_ptr<Run> a, b;
        std::jthread first([&] { a = engine.close(id); });
        std::jthread second([&] { b = engine.close(id); });
        first.join();
        second.join();
        QVERIFY(!a != !b);
    }
}

void TestEngineLife::whatIsCommandedToAClosedRunDoesNothing()
{
    Engine engine(1);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.close(id);
    engine.start(id);
    engine.pause(id);
    engine.step(id);
    engine.stop(id);
    engine.goOn(id);
    engine.setPace(id, 3);
    engine.keepInStep({id});
    QVERIFY(!engine.change(id, "children", "9"));
    QVERIFY(!engine.inspect(id, [](const Run&, double) {}));
    QVERIFY(!engine.close(id));
}

void TestEngineLife::manyMayCommandAtOnce()
{
    Engine engine(3);
    RunSpec spec = smallSpec();
    spec.settings.initial = spec.settings.children = 4; // generations follow each other closely
    spec.limits = {};
    const RunId a = engine.open(makeRun(spec), std::make_shared<FakeListener>());
    const RunId b = engine.open(makeRun(spec));
    engine.keepInStep({a, b});
    std::vector<std::jthread> people;
    std::atomic<int> looks = 0, errors = 0;
    for (int person = 0; person < 4; ++person)
        people.emplace_back([&, person] {
            for (int i = 0; i < 200; ++i) {
                const RunId id = (i + person) % 2 ? a : b;
                switch ((i * 7 + person) % 8) {
                case 0:
                    engine.pause(id);
                    break;
                case 1:
                    engine.step(id);
                    break;
                case 2:
                    engine.stop(id);
                    engine.goOn(id);
                    break;
                case 3:
                    errors += !engine.change(id, "children", std::to_string(4 + i % 3));
                    break;
                case 4:
                    engine.setPace(id, i % 3 ? std::nullopt : std::optional(1000.0));
                    break;
                default:
                    engine.start(id);
                    errors += !engine.inspect(
                        id, [&](const Run& run, double) { looks += run.events().empty() ? 0 : 1; });
                }
            }
        });
    people.clear(); // all have finished
    QCOMPARE(errors.load(), 0);
    QVERIFY(looks > 0);
    for (const RunId id : {a, b}) {
        engine.goOn(id);
        engine.start(id);
        engine.setPace(id, std::nullopt);
    }
    engine.feed(a)->take();
    const auto more = engine.feed(a)->take().latest->generation + 5;
    QVERIFY(
        reached(awaitNews(*engine.feed(a), [&](const auto& n) { return reached(n, more); }), more));
}

QTEST_GUILESS_MAIN(TestEngineLife)
#include "tst_engine_life.moc"
