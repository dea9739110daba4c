// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/RunFeed.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <thread>

using namespace pareidolia;

namespace {

GenerationNews newsOf(std::uint32_t generation, std::vector<std::size_t> improved)
{
    GenerationNews news;
    news.point.generation = generation;
    for (const std::size_t index : improved)
        news.improvements.push_back({index, Champion{nullptr, generation + 0.5, 0}});
    return news;
}

} // namespace

class TestRunFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesWhatWasNotRead();
    void isEmptyAfterReading();
    void staysSmallWithoutAReader();
    void tellsLifeSettingsAndError();
    void tellsWhatARunWaitsFor();
    void wakesItsReader();
};

void TestRunFeed::mergesWhatWasNotRead()
{
    RunFeed feed;
    feed.publish(newsOf(0, {0, 1}));
    feed.publish(newsOf(1, {1, 1}));
    auto third = newsOf(2, {3});
    third.remarks = {"something"};
    third.point.seconds = 0.3;
    feed.publish(std::move(third));

    const RunNews news = feed.take();
    QCOMPARE(news.latest->generation, 2u);
    QCOMPARE(news.seconds, 0.3);
    QCOMPARE(news.points.size(), 3u);
    QCOMPARE(news.remarks.size(), 1u);
    QCOMPARE(news.improvements.size(), 3u);
    QCOMPARE(news.improvements[1].index, 1u);
    QCOMPARE(news.improvements[1].champion.logOdds, 1.5); // the newest of its class
}

void TestRunFeed::isEmptyAfterReading()
{
    RunFeed feed;
    feed.publish(newsOf(0, {0}));
    feed.take();
    const RunNews news = feed.take();
    QVERIFY(news.points.empty() && news.improvements.empty() && news.remarks.empty());
    QCOMPARE(news.latest->generation, 0u); // still true
    QVERIFY(!feed.wait(std::chrono::milliseconds(1)));
}

void TestRunFeed::staysSmallWithoutAReader()
{
    RunFeed feed;
    for (std::uint32_t g = 0; g < 50'000; ++g)
        feed.publish(newsOf(g, {g % 10}));
    const RunNews news = feed.take();
    QCOMPARE(news.improvements.size(), 10u);
    QVERIFY(news.points.size() <= Curve::capacity + 1);
    QCOMPARE(news.points.back().generation, 49'999u);
}

void TestRunFeed::tellsLifeSettingsAndError()
{
    RunSpec spec;
    spec.model = "fake";
    const auto run = Run::create(spec, std::make_shared<FakeClassifier>()).value();
    RunFeed feed;
    feed.publish(*run, 0);
    QCOMPARE(feed.take().lifecycle.state, RunState::New);
    const auto before = feed.take().settings;
    QCOMPARE(before->coming().settings.children, 200u);

    run->change("children", "7").value();
    run->fail({"net", "it broke", "mend it"}, 2);
    feed.publish(*run, 2, Error{"net", "it broke", "mend it"});
    const RunNews news = feed.take();
    QCOMPARE(news.lifecycle.state, RunState::Failed);
    QCOMPARE(news.error->sentence(), std::string("net: it broke; mend it"));
    QCOMPARE(news.settings->coming().settings.children, 7u);
    QCOMPARE(before->coming().settings.children, 200u); // what was read stays as it was
}

void TestRunFeed::tellsWhatARunWaitsFor()
{
    RunFeed feed;
    feed.publish(RunNews::Obstacle{{"file", "the disk is full", "free some room"}, {}});
    QCOMPARE(feed.take().obstacle->error.why, std::string("the disk is full"));
    QVERIFY(feed.take().obstacle); // still true
    feed.publish(std::optional<RunNews::Obstacle>());
    QVERIFY(!feed.take().obstacle);
}

void TestRunFeed::wakesItsReader()
{
    RunFeed feed;
    std::jthread writer([&] { feed.publish(newsOf(7, {})); });
    QVERIFY(feed.wait(std::chrono::seconds(60)));
    QCOMPARE(feed.take().latest->generation, 7u);
}

QTEST_GUILESS_MAIN(TestRunFeed)
#include "tst_runfeed.moc"
