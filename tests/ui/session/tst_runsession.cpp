// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/RunGroup.h"

#include "tests/support/FakeRun.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pareidolia;

class TestRunSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsChampionsAndCurve();
    void stepsOneGeneration();
    void readsAtMostFifteenTimesASecond();
    void changesAreSeen();
    void tellsHowLongItTakesYet();
    void thePaceDecidesHowLongItTakes();
    void oneGenerationAtATime();
    void twoRunsGoInStep();
    void twoRunsUnderWayEndTheirStep();
    void groupStartsAndPausesAll();

private:
    RunSession* open(const RunSpec& spec)
    {
        return new RunSession(m_engine, makeRun(spec, m_network), m_network, this);
    }

    std::shared_ptr<FakeClassifier> m_network;
    std::shared_ptr<Engine> m_engine;
};

void TestRunSession::init()
{
    qDeleteAll(findChildren<RunSession*>(QString(), Qt::FindDirectChildrenOnly));
    m_network = std::make_shared<FakeClassifier>();
    m_engine = std::make_shared<Engine>(2);
}

void TestRunSession::tellsChampionsAndCurve()
{
    RunSpec spec = smallSpec();
    spec.limits.generations = 15;
    RunSession* session = open(spec);
    QVERIFY(!session->champion(0));
    QVERIFY(!session->hasUnsavedPictures());
    QSignalSpy states(session, &RunSession::stateChanged);
    session->start();
    QTRY_COMPARE(session->state(), RunState::Finished);
    QVERIFY(!states.isEmpty());
    QCOMPARE(session->curve().points().size(), 16u);
    QVERIFY(session->hasUnsavedPictures());
    session->inspect([&](const Run& run) {
        for (std::size_t index = 0; index < 4; ++index) {
            QCOMPARE(session->champion(index)->logOdds,
                     run.search().archive().champion(index)->logOdds);
            QCOMPARE(session->history(index).points().back().logOdds,
                     session->champion(index)->logOdds);
        }
    });
    session->markSaved(session->improvements());
    QVERIFY(!session->hasUnsavedPictures());
}

void TestRunSession::stepsOneGeneration()
{
    RunSession* session = open(smallSpec());
    for (std::uint32_t generation = 0; generation < 3; ++generation) {
        session->step();
        QTRY_VERIFY(session->news().latest && session->news().latest->generation == generation &&
                    session->state() == RunState::Paused);
    }
}

/// Time is what is tested. A busy machine makes it longer, never shorter: nothing fails then.
void TestRunSession::readsAtMostFifteenTimesASecond()
{
    RunSession* session = open(smallSpec()); // without a limit, and there is always something new
    const QSignalSpy readings(session, &RunSession::advanced);
    QElapsedTimer clock;
    clock.start();
    session->start(); // reads at once; the first reading of the clock may follow at once, too
    constexpr int intervals = 14;
    QTRY_VERIFY_WITH_TIMEOUT(readings.size() >= intervals + 2, 20'000);
    const auto passed = clock.elapsed();
    session->pause();
    // A coarse timer is up to a twentieth too early.
    QVERIFY2(passed >= intervals * 1000 / 15 * 9 / 10, qPrintable(QString::number(passed)));
}

void TestRunSession::changesAreSeen()
{
    RunSession* session = open(smallSpec());
    session->step();
    QTRY_VERIFY(session->news().latest);
    QVERIFY(session->change("children", "33").has_value());
    QVERIFY(!session->change("children", "-1").has_value());
    QVERIFY(!session->change("seed", "2").has_value());
    QCOMPARE(session->spec().settings.children, 33u);
    session->step();
    QTRY_COMPARE(session->settings().changes().size(), 1u);
    QCOMPARE(session->settings().changes()[0].generation, 1u);
    QCOMPARE(session->settings().changes()[0].value, std::string("33"));
}

void TestRunSession::tellsHowLongItTakesYet()
{
    RunSpec spec = smallSpec();
    QVERIFY(!open(spec)->secondsLeft());
    spec.limits.seconds = 100;
    RunSession* session = open(spec);
    QCOMPARE(*session->secondsLeft(), 100.0);
    session->start();
    QTRY_VERIFY(session->rate() > 0);
    QVERIFY(*session->secondsLeft() < 100);
    session->stop();
}

void TestRunSession::thePaceDecidesHowLongItTakes()
{
    RunSpec spec = smallSpec();
    spec.limits.generations = 1000;
    spec.limits.untilMedian = 1; // tells nothing
    RunSession* session = open(spec);
    session->setPace(0.5);
    session->start();
    QTRY_VERIFY(session->news().latest);
    QCOMPARE(*session->secondsLeft(), 2.0 * (1000 - session->news().latest->generation));
    session->setPace(10);
    QCOMPARE(*session->secondsLeft(), 0.1 * (1000 - session->news().latest->generation));
    session->stop();
}

void TestRunSession::oneGenerationAtATime()
{
    RunGroup group({open(smallSpec())});
    const RunSession& session = *group.sessions().front();
    group.setPace(Pace::single());
    for (std::uint32_t generation = 0; generation < 3; ++generation) {
        group.toggle();
        QTRY_VERIFY(session.news().latest && session.news().latest->generation == generation);
        QTRY_COMPARE(group.state(), RunState::Paused);
    }
    group.setPace(Pace::unlimited());
    group.start();
    QTRY_VERIFY(session.news().latest->generation > 5);
    group.setPace(Pace::single()); // in mid-run: the generation under way is the last one
    QTRY_COMPARE(group.state(), RunState::Paused);
}

void TestRunSession::twoRunsGoInStep()
{
    RunSpec cppn = smallSpec();
    cppn.encoding = "cppn";
    RunGroup group({open(smallSpec()), open(cppn)});
    const auto evaluations = [&](std::size_t which) {
        std::uint64_t scored = 0;
        group.sessions()[which]->inspect([&](const Run& run) { scored = run.evaluations(); });
        return static_cast<int>(scored);
    };
    for (int i = 1; i <= 5; ++i) {
        group.step();
        QTRY_COMPARE(group.state(), RunState::Paused);
        QCOMPARE(evaluations(0), 20 * i);
        QCOMPARE(evaluations(1), 20 * i);
    }
    group.start();
    QTRY_VERIFY(group.sessions()[0]->evaluations() > 400);
    group.pause();
    QCOMPARE(group.state(), RunState::Paused);
    // One of them may still end the generation that it is ahead with.
    QVERIFY(std::abs(evaluations(0) - evaluations(1)) <= 20);
}

void TestRunSession::twoRunsUnderWayEndTheirStep()
{
    RunSpec large = smallSpec();
    large.settings.initial = large.settings.children = 200;
    RunGroup group({open(large), open(smallSpec())});
    for (int i = 0; i < 10; ++i) {
        const std::size_t before = m_network->scored;
        group.setPace(Pace::unlimited());
        group.start();
        QTRY_VERIFY(m_network->scored > before + 2000); // what was read of them is old by now
        group.setPace(Pace::single());
        QTRY_COMPARE(group.state(), RunState::Paused);
    }
}

void TestRunSession::groupStartsAndPausesAll()
{
    RunGroup group({open(smallSpec()), open(smallSpec())});
    QCOMPARE(group.state(), RunState::New);
    group.toggle();
    QTRY_COMPARE(group.state(), RunState::Running);
    group.toggle();
    QTRY_COMPARE(group.state(), RunState::Paused);
    group.stop();
    QTRY_COMPARE(group.state(), RunState::Stopped);
}

QTEST_GUILESS_MAIN(TestRunSession)
#include "tst_runsession.moc"
