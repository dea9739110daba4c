// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/run/SchedulerWorkshop.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGenerationIsBegunWorkedOnAndEnded();
    void nothingHappensBeforeAStart();
    void restKeepsTheGenerationUnderWay();
    void endDropsTheGenerationUnderWay();
    void aHeldRunNeitherBeginsNorEnds();
    void runsUntilSoManyEvaluations();
    void paceIsKept();
    void partnersStayTogether();
    void aPartnerWhoseTimeIsUpHoldsNobody();
    void anObstructedRunIsAskedAndGoesOn();
    void aWatchedRunIsAskedWhileItRests();
    void timeIsUpWhateverItWaitsFor();
    void aLongTimeIsNoTrouble();
};

void TestScheduler::aGenerationIsBegunWorkedOnAndEnded()
{
    Scheduler scheduler;
    const RunId id{7};
    Scheduler::Moment now{1h};
    scheduler.add(id, 0, 0);
    scheduler.start(id, {}, now);
    const auto next = [&] { return scheduler.decide(now).turn; };

    QVERIFY(next() == (Turn{id, Step::Begin}));
    QVERIFY(next() == (Turn{id, Step::Begin})); // deciding changes nothing
    scheduler.take(*next(), now);
    QVERIFY(scheduler.isHeld(id));
    QVERIFY(!next());
    scheduler.begun(id, 2, 0);
    QVERIFY(next() == (Turn{id, Step::Work, 0}));
    scheduler.take(*next(), now);
    QVERIFY(next() == (Turn{id, Step::Work, 1}));
    scheduler.take(*next(), now);
    QCOMPARE(scheduler.inFlight(id), 2);
    QVERIFY(!next());
    scheduler.chunkDone(id, 1);
    QVERIFY(!next());
    scheduler.chunkDone(id, 1);
    QVERIFY(next() == (Turn{id, Step::End}));
    scheduler.take(*next(), now);
    QVERIFY(!next());
    QVERIFY(!scheduler.generationEnded(id, 10, 0));
    QVERIFY(next() == (Turn{id, Step::Begin}));

    scheduler.take(*next(), now);
    scheduler.begun(id, 0, 0); // nothing to work on
    QVERIFY(next() == (Turn{id, Step::End}));
}

void TestScheduler::nothingHappensBeforeAStart()
{
    Scheduler scheduler;
    QVERIFY(scheduler.decide({}) == Scheduler::Decision{});
    scheduler.add(RunId{1}, 0, 0);
    scheduler.setLimit(RunId{1}, 5);
    QVERIFY(scheduler.decide(Scheduler::Moment{1h}) == Scheduler::Decision{});
}

void TestScheduler::restKeepsTheGenerationUnderWay()
{
    Workshop shop(1);
    const RunId id = shop.begin({.chunks = 3, .seconds = [] { return 1.0; }});
    shop.work(0.5);
    shop.scheduler.rest(id, shop.now);
    shop.work(10);
    QCOMPARE(shop.worked(id), 1.0); // the chunk under way
    QCOMPARE(shop.scheduler.seconds(id, shop.now), 0.5);
    shop.scheduler.start(id, {}, shop.now);
    shop.work(1.5);
    shop.scheduler.rest(id, shop.now); // in the last chunk
    shop.work(1);
    QCOMPARE(shop.evaluations(id), 10u); // it is ended nevertheless
    QCOMPARE(shop.worked(id), 3.0);
}

void TestScheduler::endDropsTheGenerationUnderWay()
{
    Workshop shop(2);
    const RunId id = shop.begin({.chunks = 3, .seconds = [] { return 1.0; }});
    shop.work(0.5);
    shop.scheduler.end(id, shop.now);
    shop.scheduler.start(id, {}, shop.now);         // it goes on
    QVERIFY(!shop.scheduler.decide(shop.now).turn); // when what was dropped has left the workers
    shop.work(0.5);
    QCOMPARE(shop.worked(id), 2.0);
    shop.work(2.1);
    QCOMPARE(shop.evaluations(id), 10u);
    QCOMPARE(shop.worked(id), 5.0);
}

void TestScheduler::aHeldRunNeitherBeginsNorEnds()
{
    Workshop shop(1);
    const RunId id = shop.begin({.chunks = 2, .seconds = [] { return 1.0; }});
    shop.scheduler.setLimit(id, 3);
    shop.scheduler.hold(id, true);
    QVERIFY(shop.scheduler.decide(shop.now) == Scheduler::Decision{});
    shop.scheduler.hold(id, false);
    shop.work(0.5);
    shop.scheduler.hold(id, true);
    shop.work(2.5);
    QCOMPARE(shop.worked(id), 2.0); // chunks need nobody's leave
    QCOMPARE(shop.evaluations(id), 0u);
    QVERIFY(shop.scheduler.decide(shop.now) == Scheduler::Decision{});
    shop.scheduler.hold(id, false);
    shop.work(0);
    QCOMPARE(shop.evaluations(id), 10u); // what is complete is kept, though time is up
    QVERIFY(shop.models.at(id).ended == shop.now);
}

void TestScheduler::runsUntilSoManyEvaluations()
{
    Workshop shop(2);
    const RunId id = shop.add({});
    shop.scheduler.setPace(id, 0.001, shop.now); // does not count here
    for (const auto& [wanted, reached] :
         {std::pair(0u, 10u), std::pair(0u, 20u), std::pair(45u, 50u), std::pair(50u, 60u)}) {
        shop.scheduler.start(id, wanted, shop.now);
        shop.work(10);
        QCOMPARE(shop.evaluations(id), reached);
        QVERIFY(shop.scheduler.decide(shop.now) == Scheduler::Decision{}); // at rest
    }
}

void TestScheduler::paceIsKept()
{
    Workshop shop(2);
    const RunId id = shop.add({});
    shop.scheduler.setPace(id, 2, shop.now);
    shop.scheduler.start(id, {}, shop.now);
    shop.work(9.9);
    QCOMPARE(shop.evaluations(id), 200u);
    shop.scheduler.setPace(id, 1000, shop.now); // as fast as it goes
    shop.work(1);
    QVERIFY(shop.evaluations(id) > 600);
    QVERIFY(shop.wakesAreRight);
}

void TestScheduler::partnersStayTogether()
{
    QVERIFY(rc::check([] {
        const Chance chance;
        Workshop shop(*rc::gen::inRange(1, 4));
        std::vector<RunId> ids;
        std::uint64_t most = 0;
        const int runs = *rc::gen::inRange(2, 5);
        for (int i = 0; i < runs; ++i) {
            const auto children = *rc::gen::inRange<std::uint64_t>(1, 100);
            most = std::max(most, children);
            ids.push_back(shop.begin({.chunks = *rc::gen::inRange<std::size_t>(1, 9),
                                      .children = children,
                                      .seconds = chance.seconds(0.001, 0.02)}));
        }
        shop.scheduler.keepInStep(ids);
        bool together = true;
        shop.watch = [&] {
            for (const RunId a : ids)
                for (const RunId b : ids)
                    together = together && shop.evaluations(a) <= shop.evaluations(b) + most;
        };
        shop.work(5);
        RC_ASSERT(together);
        for (const RunId id : ids)
            RC_ASSERT(shop.evaluations(id) > 0u);
        RC_ASSERT(shop.wakesAreRight);
    }));
}

void TestScheduler::aPartnerWhoseTimeIsUpHoldsNobody()
{
    for (const int workers : {1, 2}) {
        Workshop shop(workers);
        const RunId behind = shop.begin({.chunks = 1, .children = 1});
        const RunId ahead = shop.begin({.chunks = 1, .children = 100});
        shop.scheduler.keepInStep(std::array{behind, ahead});
        shop.scheduler.setLimit(behind, 3);
        shop.work(1);
        shop.models.at(behind).obstacle = [] { return true; }; // it waits, and both with it
        shop.work(1.9);
        const auto before = shop.evaluations(ahead);
        QVERIFY(before <= shop.evaluations(behind) + 100);
        shop.work(0.6);
        QCOMPARE(secondsOf(shop.models.at(behind).ended - Scheduler::Moment{1h}), 3.0);
        QVERIFY(shop.evaluations(ahead) >= before + 49 * 100); // half a second at full speed
        QVERIFY(shop.wakesAreRight);
    }
}

void TestScheduler::anObstructedRunIsAskedAndGoesOn()
{
    Workshop shop(1);
    bool full = true;
    const RunId id = shop.begin({.obstacle = [&full] { return full; }});
    shop.work(6.1);
    QCOMPARE(shop.models.at(id).asked, 30);
    QVERIFY(shop.scheduler.isObstructed(id));
    full = false;
    shop.work(1);
    QVERIFY(!shop.scheduler.isObstructed(id));
    QVERIFY(shop.evaluations(id) > 200);
    QVERIFY(shop.wakesAreRight);
}

void TestScheduler::aWatchedRunIsAskedWhileItRests()
{
    Scheduler scheduler;
    const RunId id{1};
    Scheduler::Moment now{1h};
    scheduler.add(id, 0, 0, true);
    const auto expectQuestionAfter = [&](Scheduler::Clock::duration interval) {
        QCOMPARE(scheduler.decide(now).wake, now + interval);
        now += interval;
        QVERIFY(scheduler.decide(now).turn == (Turn{id, Step::Ask}));
    };
    QVERIFY(scheduler.decide(now).turn == (Turn{id, Step::Ask}));
    scheduler.obstruct(id, false, now);
    expectQuestionAfter(1s);
    scheduler.obstruct(id, true, now);
    expectQuestionAfter(200ms);
    scheduler.hold(id, true); // somebody else has it
    QVERIFY(scheduler.decide(now) == Scheduler::Decision{});
    scheduler.hold(id, false);
    scheduler.end(id, now);
    QVERIFY(scheduler.decide(now).turn == (Turn{id, Step::Ask}));
}

void TestScheduler::timeIsUpWhateverItWaitsFor()
{
    Workshop shop(1);
    const RunId obstructed = shop.begin({.obstacle = [] { return true; }});
    const RunId slow = shop.begin({});
    const RunId waiting = shop.begin({});
    const RunId partner = shop.add({});
    shop.scheduler.setPace(slow, 0.01, shop.now);
    shop.work(0.5);
    shop.scheduler.keepInStep(std::array{waiting, partner});
    double limit = 2;
    for (const RunId id : {obstructed, slow, waiting})
        shop.scheduler.setLimit(id, ++limit);
    shop.work(2.4);
    shop.scheduler.rest(slow, shop.now); // does not count
    shop.work(1);
    shop.scheduler.start(slow, {}, shop.now);
    shop.work(10);
    const auto ended = [&](RunId id) {
        return secondsOf(shop.models.at(id).ended - Scheduler::Moment{1h});
    };
    QCOMPARE(ended(obstructed), 3.0);
    QCOMPARE(ended(slow), 5.0);
    QCOMPARE(ended(waiting), 5.0);
    QCOMPARE(shop.scheduler.seconds(slow, shop.now), 4.0);
    QVERIFY(shop.wakesAreRight);
}

void TestScheduler::aLongTimeIsNoTrouble()
{
    Workshop shop(1);
    const RunId id = shop.begin({});
    shop.scheduler.setLimit(id, 1e300);
    shop.scheduler.setPace(id, 1e-300, shop.now);
    shop.work(3600);
    QCOMPARE(shop.evaluations(id), 10u);
    QVERIFY(shop.models.at(id).ended == Scheduler::Moment{});
    QVERIFY(shop.scheduler.decide(shop.now).wake > shop.now + 1h);
    shop.scheduler.setLimit(id, 0);
    QVERIFY(shop.scheduler.decide(shop.now).turn == (Turn{id, Step::TimeIsUp}));
}

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
