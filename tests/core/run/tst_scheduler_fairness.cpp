// SPDX-License-Identifier: GPL-3.0-or-later
// Every run gets its share of the workers, and no more.
#include "tests/core/run/SchedulerWorkshop.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

class TestSchedulerFairness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hungryRunsShareEqually();
    void fewChunksAreNoDisadvantage();
    void whoCameLateIsNotServedAlone();
    void timeAtRestEarnsNothing_data();
    void timeAtRestEarnsNothing();
    void whatItCouldNotUseEarnsNothing();
    void nobodyStarvesAndNoEventIsSleptThrough();
};

void TestSchedulerFairness::hungryRunsShareEqually()
{
    QVERIFY(rc::check([] {
        const Chance chance;
        const int workers = *rc::gen::inRange(1, 6);
        Workshop shop(workers);
        const int runs = *rc::gen::inRange(2, 6);
        double longest = 0;
        for (int i = 0; i < runs; ++i) {
            const double most = chance.between(0.001, 0.1);
            longest = std::max(longest, most);
            // Enough chunks that no run has to wait for its last ones.
            shop.begin({.chunks = 100'000, .seconds = chance.seconds(most / 10, most)});
        }
        shop.work(60);
        const double share = 60.0 * workers / runs;
        for (const auto& [id, model] : shop.models)
            RC_ASSERT(std::abs(model.worked - share) < 2 * workers * longest);
    }));
}

void TestSchedulerFairness::fewChunksAreNoDisadvantage()
{
    // Each of three can keep one of two workers busy; one has much shorter turns.
    Workshop shop(2);
    const RunId small = shop.begin({.chunks = 1, .seconds = [] { return 0.001; }});
    const RunId a = shop.begin({.chunks = 1, .seconds = [] { return 0.010; }});
    const RunId b = shop.begin({.chunks = 1, .seconds = [] { return 0.011; }});
    shop.work(60);
    for (const RunId id : {small, a, b})
        QVERIFY2(std::abs(shop.worked(id) - 40) < 4, std::to_string(shop.worked(id)).c_str());
}

void TestSchedulerFairness::whoCameLateIsNotServedAlone()
{
    Workshop shop(1);
    const RunId old = shop.begin({});
    shop.work(1000);
    const RunId young = shop.begin({});
    shop.work(10);
    QVERIFY(std::abs(shop.worked(old) - 1005) < 0.1);
    QVERIFY(std::abs(shop.worked(young) - 5) < 0.1);
}

void TestSchedulerFairness::timeAtRestEarnsNothing_data()
{
    QTest::addColumn<Act>("slow");
    QTest::newRow("pace") << Act([](Workshop& shop, RunId id, bool slow) {
        shop.scheduler.setPace(id, slow ? std::optional(1.0) : std::nullopt, shop.now);
    });
    QTest::newRow("rest") << Act([](Workshop& shop, RunId id, bool slow) {
        slow ? shop.scheduler.rest(id, shop.now) : shop.scheduler.start(id, {}, shop.now);
    });
    QTest::newRow("obstacle") << Act([](Workshop& shop, RunId id, bool slow) {
        shop.models.at(id).obstacle = [slow] { return slow; };
    });
    QTest::newRow("partner") << Act([](Workshop& shop, RunId id, bool slow) {
        if (slow) { // by a partner that is not even started
            const RunId partner = shop.add({});
            shop.scheduler.keepInStep(std::array{id, partner});
        } else {
            shop.scheduler.remove(RunId{shop.models.size()});
        }
    });
}

void TestSchedulerFairness::timeAtRestEarnsNothing()
{
    QFETCH(Act, slow);
    for (const int workers : {1, 3}) {
        Workshop shop(workers);
        const RunId slowed = shop.begin({});
        const RunId other = shop.begin({.chunks = 7, .seconds = [] { return 0.03; }});
        shop.work(1);
        slow(shop, slowed, true);
        shop.work(1000);
        slow(shop, slowed, false);
        shop.work(0.3); // an obstacle is asked about a few times a second
        const double before = shop.worked(slowed), ofOther = shop.worked(other);
        shop.work(10);
        const double had = shop.worked(slowed) - before;
        QVERIFY2(std::abs(had - 5 * workers) < 0.3 * workers, std::to_string(had).c_str());
        QVERIFY(std::abs(shop.worked(other) - ofOther - 5 * workers) < 0.3 * workers);
    }
}

void TestSchedulerFairness::whatItCouldNotUseEarnsNothing()
{
    // With one chunk a generation a run keeps one of four workers busy, as it wishes.
    Workshop shop(4);
    const RunId narrow = shop.begin({.chunks = 1});
    const RunId wide = shop.begin({.chunks = 100});
    shop.work(1000);
    QVERIFY(shop.worked(narrow) > 900);
    shop.models.at(narrow).chunks = 100;
    const double before = shop.worked(narrow), ofWide = shop.worked(wide);
    shop.work(10);
    QVERIFY(std::abs(shop.worked(narrow) - before - 20) < 1);
    QVERIFY(std::abs(shop.worked(wide) - ofWide - 20) < 1);
}

void TestSchedulerFairness::nobodyStarvesAndNoEventIsSleptThrough()
{
    QVERIFY(rc::check([] {
        const Chance chance;
        Workshop shop(*rc::gen::inRange(1, 5));
        const int runs = *rc::gen::inRange(1, 7);
        std::vector<RunId> free; // nothing but the others keeps these from working
        std::vector<RunId> group;
        for (int i = 0; i < runs; ++i) {
            const double most = chance.between(0.001, 0.05);
            const RunId id = shop.begin({.chunks = *rc::gen::inRange<std::size_t>(1, 20),
                                         .children = *rc::gen::inRange<std::uint64_t>(1, 50),
                                         .seconds = chance.seconds(most / 4, most)});
            switch (*rc::gen::inRange(0, 5)) {
            case 0:
                shop.scheduler.setPace(id, chance.between(0.2, 30), shop.now);
                break;
            case 1:
                shop.scheduler.setLimit(id, chance.between(0.1, 20));
                break;
            case 2:
                shop.models.at(id).obstacle = [chance] { return chance.between(0, 1) < 0.5; };
                break;
            case 3:
                group.push_back(id);
                break;
            default:
                free.push_back(id);
            }
        }
        shop.scheduler.keepInStep(group);
        shop.work(5);
        for (int round = 0; round < 20; ++round) {
            std::map<RunId, double> before;
            for (const RunId id : free)
                before[id] = shop.worked(id);
            // People interfere, too.
            const RunId some{static_cast<unsigned>(chance.between(1, runs + 0.999))};
            shop.scheduler.rest(some, shop.now);
            shop.scheduler.start(some, {}, shop.now);
            shop.work(1);
            // A fair share of one worker, less what one of the longest turns takes.
            for (const RunId id : free)
                RC_ASSERT(shop.worked(id) - before[id] > 1.0 / runs - 0.12);
        }
        RC_ASSERT(shop.wakesAreRight);
    }));
}

QTEST_GUILESS_MAIN(TestSchedulerFairness)
#include "tst_scheduler_fairness.moc"
