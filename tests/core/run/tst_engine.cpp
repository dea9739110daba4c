// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/Engine.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace pareidolia;

namespace {

constexpr auto patience = std::chrono::seconds(60);

RunSpec smallSpec(const char* search = "map-elites", const char* encoding = "direct")
{
    RunSpec spec;
    spec.name = "test";
    spec.search = search;
    spec.encoding = encoding;
    spec.settings.initial = 30;
    spec.settings.children = 20;
    spec.limits.generations = 12;
    return spec;
}

std::unique_ptr<Run>
makeRun(const RunSpec& spec,
        std::shared_ptr<FakeClassifier> network = std::make_shared<FakeClassifier>())
{
    return Run::create(spec, std::move(network)).value();
}

/// Reads the feed until `enough` says so; the last news.
template <typename Enough>
RunNews awaitNews(RunFeed& feed, Enough enough)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    RunNews news = feed.take();
    while (!enough(news) && std::chrono::steady_clock::now() < deadline) {
        feed.wait(std::chrono::milliseconds(1000));
        news = feed.take();
    }
    return news;
}

RunNews awaitEnd(Engine& engine, RunId id)
{
    return awaitNews(*engine.feed(id), [](const RunNews& news) {
        return news.state == RunState::Finished || news.state == RunState::Failed;
    });
}

bool reached(const RunNews& news, std::uint32_t generation)
{
    return news.latest && news.latest->generation >= generation;
}

/// A door that scoring waits at, to hold the engine in the middle of a generation.
class Door
{
public:
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_open; });
        --m_waiting;
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    bool awaitSomebody()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, patience, [this] { return m_waiting > 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_open = false;
};

} // namespace

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
    void stopDropsTheGenerationUnderWay();
    void closeGivesTheRunBack();
    void destructionInMidRunIsClean();
    void failureIsToldAndEndsTheRun();
    void exceptionIsToldAndEndsTheRun();
    void timeEndsARun();
    void changeIsAnEventAtABoundary();
    void inspectSeesWholeGenerations();
    void twoRunsAreServedAtOnce();
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
        QCOMPARE(news.state, RunState::Finished);
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
    QVERIFY(!engine.feed(id)->wait(std::chrono::milliseconds(20)));
    QCOMPARE(network->scored.load(), 0u);
    QCOMPARE(engine.feed(id)->take().state, RunState::Paused);
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
                   seen.state == RunState::Paused;
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
            return reached(seen, g) && seen.state == RunState::Paused;
        });
        QCOMPARE(news.latest->generation, g);
        QCOMPARE(news.state, RunState::Paused);
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
    QTRY_VERIFY(engine.feed(id)->take().state == RunState::Running);
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

void TestEngine::stopDropsTheGenerationUnderWay()
{
    Engine engine(2);
    RunSpec spec = smallSpec();
    spec.limits = {};
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 3); });
    engine.stop(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.state, RunState::Finished);
    QCOMPARE(news.ending, std::string("it was stopped"));
    engine.start(id); // what is over stays over
    QCOMPARE(engine.feed(id)->take().state, RunState::Finished);
    const auto run = engine.close(id);
    QCOMPARE(run->evaluations(), 30u + 20u * *run->generation());
}

void TestEngine::closeGivesTheRunBack()
{
    Engine engine(4);
    RunSpec spec = smallSpec();
    spec.limits = {};
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) { return reached(news, 2); });
    const auto run = engine.close(id);
    QVERIFY(*run->generation() >= 2);
    QCOMPARE(run->evaluations(), 30u + 20u * *run->generation());
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

void TestEngine::failureIsToldAndEndsTheRun()
{
    auto network = std::make_shared<FakeClassifier>();
    network->breaksAt = [](const Image&) { return true; };
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.state, RunState::Failed);
    QCOMPARE(news.error->what, std::string("fake"));
}

void TestEngine::exceptionIsToldAndEndsTheRun()
{
    auto network = std::make_shared<FakeClassifier>();
    network->beforeScore = [] { throw std::bad_alloc(); };
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec(), network));
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.state, RunState::Failed);
    QVERIFY(news.error.has_value());
}

void TestEngine::timeEndsARun()
{
    RunSpec spec = smallSpec();
    spec.limits = {.seconds = 0.05};
    Engine engine(2);
    const RunId id = engine.open(makeRun(spec));
    engine.start(id);
    const RunNews news = awaitEnd(engine, id);
    QCOMPARE(news.state, RunState::Finished);
    QVERIFY(news.seconds >= 0.05);
}

void TestEngine::changeIsAnEventAtABoundary()
{
    Engine engine(2);
    const RunId id = engine.open(makeRun(smallSpec()));
    engine.step(id);
    awaitNews(*engine.feed(id), [](const RunNews& news) {
        return reached(news, 0) && news.state == RunState::Paused;
    });
    QVERIFY(engine.change(id, "children", "5").has_value());
    QVERIFY(!engine.change(id, "children", "0").has_value());
    QVERIFY(!engine.change(id, "childen", "5").has_value());
    engine.start(id);
    awaitEnd(engine, id);
    const auto run = engine.close(id);
    QCOMPARE(run->changes().size(), 1u);
    QCOMPARE(run->changes()[0].generation, 1u);
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
        over = engine.feed(id)->take().state == RunState::Finished;
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
        over = engine.feed(a)->take().state == RunState::Finished &&
               engine.feed(b)->take().state == RunState::Finished;
    }
    QCOMPARE(engine.close(a)->evaluations(), 3030u);
    QCOMPARE(engine.close(b)->evaluations(), 3030u);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
