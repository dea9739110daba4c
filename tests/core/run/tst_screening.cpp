// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in which children are scored approximately first (docs/protocol.md "Screening").
#include "core/run/RunReport.h"
#include "core/run/ScreeningFigures.h"
#include "tests/core/run/EngineFixture.h"
#include "tests/support/DriveRun.h"

#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

/// Approximate log-odds that are off by at most this, by what the picture looks like.
std::shared_ptr<FakeClassifier> offBy(double most)
{
    auto network = std::make_shared<FakeClassifier>();
    network->screeningError = [most](const Image& picture, std::size_t index) {
        std::uint32_t hash = static_cast<std::uint32_t>(index) + 1;
        for (const std::uint8_t byte : picture.pixels)
            hash = (hash ^ byte) * 16777619;
        return most * (2 * static_cast<double>(hash >> 8) / (1 << 24) - 1);
    };
    return network;
}

RunSpec screened(double margin, std::uint64_t seed = 1)
{
    RunSpec spec = smallSpec();
    spec.settings.initial = 50;
    spec.settings.children = 100;
    spec.settings.seed = seed;
    spec.settings.screening = {.precision = Screening::BFloat16, .margin = margin};
    spec.limits.generations = 25;
    return spec;
}

RunSpec exact(std::uint64_t seed = 1)
{
    RunSpec spec = screened(0, seed);
    spec.settings.screening.precision = Screening::Off;
    return spec;
}

/// To its limit; what it told.
std::vector<std::string> advanceToEnd(Run& run)
{
    std::vector<std::string> remarks;
    while (!run.endReached(0)) {
        const GenerationNews news = advance(run).value();
        remarks.insert(remarks.end(), news.remarks.begin(), news.remarks.end());
    }
    return remarks;
}

std::string archiveOf(const Run& run)
{
    return run.search().archive().sha256();
}

} // namespace

class TestScreening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missesNothingWithinItsMargin();
    void anyNumberOfWorkersGivesTheSame();
    void scoresWholeMicroBatches();
    void sampleIsScoredWhateverItsApproximateScores();
    void startsWhenEveryClassHasAChampion();
    void aMarginTooSmallIsTold();
    void changesInMidRun();
    void picturesWithoutANumberAreScoredExactly();
    void refusesWhatTheNetworkDoesNotOffer();
    void aSearchWithoutItIgnoresIt();
    void resultTellsIt();
};

void TestScreening::missesNothingWithinItsMargin()
{
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        const auto network = offBy(0.3), plain = offBy(0);
        network->scale = plain->scale = 20; // children differ from their parents by more than that
        const auto run = makeRun(screened(0.3, seed), network);
        const auto whole = makeRun(exact(seed), plain);
        QVERIFY(advanceToEnd(*run).empty());
        advanceToEnd(*whole);
        QCOMPARE(archiveOf(*run), archiveOf(*whole));
        QCOMPARE(run->improvements().size(), whole->improvements().size());
        for (std::size_t i = 0; i < run->improvements().size(); ++i) {
            QVERIFY(run->improvements()[i].id == whole->improvements()[i].id);
            QCOMPARE(run->improvements()[i].logOdds, whole->improvements()[i].logOdds);
        }
        QCOMPARE(run->evaluations(), whole->evaluations());
        QCOMPARE(run->statistics().median, whole->statistics().median);

        const ScreeningFigures& figures = run->screening();
        QCOMPARE(figures.children, run->evaluations());
        QCOMPARE(std::size_t{figures.exact}, network->scored.load());
        QVERIFY2(4 * figures.exact < 3 * figures.children, std::to_string(figures.exact).c_str());
        QVERIFY(figures.largestError > 0.1 && figures.largestError <= 0.3);
        QCOMPARE(figures.missed, std::uint64_t{0});
        QCOMPARE(plain->screened.load(), std::size_t{0});
        QVERIFY(!whole->screening().any());
    }
}

void TestScreening::anyNumberOfWorkersGivesTheSame()
{
    // The margin is too small on purpose: what is missed must be the same, too.
    const auto alone = makeRun(screened(0.05), offBy(1));
    const auto remarks = advanceToEnd(*alone);
    for (const int workers : {1, 3}) {
        Engine engine(workers);
        const RunId id = engine.open(makeRun(screened(0.05), offBy(1)));
        engine.start(id);
        awaitEnd(engine, id);
        const auto run = engine.close(id);
        QCOMPARE(archiveOf(*run), archiveOf(*alone));
        QVERIFY(run->screening() == alone->screening());
    }

    const auto backwards = makeRun(screened(0.05), offBy(1));
    std::vector<std::string> told;
    while (!backwards->endReached(0)) {
        GenerationWork work(backwards->begin(), backwards->search(), backwards->classifier());
        for (std::size_t chunk = work.chunks(); chunk-- > 0;)
            QVERIFY(work.work(chunk).has_value());
        const auto news =
            backwards->end(work.children(), work.scores(), 0, work.screened()).value();
        told.insert(told.end(), news.remarks.begin(), news.remarks.end());
    }
    QCOMPARE(archiveOf(*backwards), archiveOf(*alone));
    QVERIFY(backwards->screening() == alone->screening());
    QCOMPARE(told, remarks);
}

void TestScreening::scoresWholeMicroBatches()
{
    const auto network = offBy(0.3);
    const auto run = makeRun(screened(0.3), network);
    advance(*run).value();
    std::vector<std::size_t> before;
    network->beforeScore = [&] { before.push_back(network->scored); };
    for (int generation = 1; generation < 10; ++generation) {
        before.clear();
        advance(*run).value();
        before.push_back(network->scored);
        for (std::size_t call = 1; call + 1 < before.size(); ++call)
            QCOMPARE(before[call] - before[call - 1], std::size_t{8});
        QVERIFY(before.back() - before[before.size() - 2] <= 8);
    }
}

void TestScreening::sampleIsScoredWhateverItsApproximateScores()
{
    const auto network = offBy(0);
    network->screeningError = [](const Image&, std::size_t) { return -1000.0; };
    const auto run = makeRun(screened(0.5), network);
    advanceToEnd(*run);
    QCOMPARE(run->screening().exact, std::uint64_t{50 + 25 * 4}); // 0, 32, 64 and 96 of each
    QCOMPARE(run->screening().sample, std::uint64_t{25 * 4});
    QVERIFY(run->screening().missed > 0);
    std::size_t later = 0; // what the sample found counts
    for (const ImprovementRecord& improvement : run->improvements())
        if (improvement.id.generation > 0) {
            QCOMPARE(improvement.id.child % 32, 0u);
            ++later;
        }
    QVERIFY(later > 0);
}

void TestScreening::startsWhenEveryClassHasAChampion()
{
    const auto network = offBy(0.3);
    const auto run = makeRun(screened(0.3), network);
    advance(*run).value();
    QCOMPARE(network->screened.load(), std::size_t{0});
    QCOMPARE(network->scored.load(), std::size_t{50});
    QCOMPARE(run->screening().exact, std::uint64_t{50});
    QCOMPARE(run->screening().sample, std::uint64_t{0});
    advance(*run).value();
    QCOMPARE(network->screened.load(), std::size_t{100});
}

void TestScreening::aMarginTooSmallIsTold()
{
    const auto run = makeRun(screened(0.05), offBy(1));
    const auto remarks = advanceToEnd(*run);
    QVERIFY(!remarks.empty());
    QVERIFY(run->screening().missed > 0);
    QVERIFY(run->screening().largestError > 0.05);
    QVERIFY(run->screening().advised >= run->screening().largestError);
    double before = 0.05;
    for (const std::string& remark : remarks) {
        const std::string words = "raise screening_margin to ";
        const auto at = remark.find(words);
        QVERIFY2(at != std::string::npos, remark.c_str());
        QVERIFY(remark.find("more than its margin of 0.05") != std::string::npos);
        const double said = std::stod(remark.substr(at + words.size()));
        QVERIFY(said > before);
        before = said;
    }
    QCOMPARE(before, run->screening().advised);
    const auto whole = makeRun(exact());
    advanceToEnd(*whole);
    QVERIFY(archiveOf(*run) != archiveOf(*whole));
}

void TestScreening::changesInMidRun()
{
    const auto network = offBy(1);
    const auto run = makeRun(exact(), network);
    for (int generation = 0; generation < 5; ++generation)
        advance(*run).value();
    QVERIFY(run->change("screening", "int8").value());
    QVERIFY(run->change("screening_margin", "1").value());
    QCOMPARE(network->screened.load(), std::size_t{0});
    QVERIFY(advance(*run).value().remarks.empty());
    QCOMPARE(network->screened.load(), std::size_t{100});
    QCOMPARE(run->screening().children, std::uint64_t{100});
    QVERIFY(run->change("screening_margin", "0.01").value());
    QVERIFY(!advanceToEnd(*run).empty());
    QVERIFY(run->change("screening", "off").value());
    advance(*run).value();
    QCOMPARE(run->screening().children, std::uint64_t{21 * 100});
    QVERIFY(!run->change("screening", "fp4").has_value());
    QVERIFY(!run->change("screening_margin", "-1").has_value());
}

void TestScreening::picturesWithoutANumberAreScoredExactly()
{
    const auto network = offBy(0.3), plain = offBy(0);
    for (const auto& each : {network, plain})
        each->breaksAt = [](const Image& picture) { return picture.pixels[3] % 5 == 0; };
    const auto run = makeRun(screened(0.3), network);
    const auto whole = makeRun(exact(), plain);
    advanceToEnd(*run);
    advanceToEnd(*whole);
    QVERIFY(whole->invalidScores() > 0);
    QCOMPARE(run->invalidScores(), whole->invalidScores());
    QCOMPARE(archiveOf(*run), archiveOf(*whole));
    QVERIFY(run->screening().exact < run->screening().children);
}

void TestScreening::refusesWhatTheNetworkDoesNotOffer()
{
    const auto run = makeRun(screened(0.5));
    const auto checked = run->checkScreening();
    QVERIFY(!checked.has_value());
    QCOMPARE(checked.error().kind, Error::Kind::Usage);
    QCOMPARE(checked.error().sentence(),
             std::string("screening=bf16: ten lines have one precision only; set screening=off"));
    QVERIFY(run->change("screening", "off").value());
    QVERIFY(run->checkScreening().has_value());

    const auto changed = makeRun(exact());
    QVERIFY(changed->checkScreening().has_value());
    const auto refused = changed->change("screening", "int8");
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().sentence().starts_with("screening=int8: ten lines"));
    QVERIFY(changed->settings().waiting().empty());
    QVERIFY(changed->change("children", "7").has_value());

    // Whoever begins it all the same is stopped by the network.
    const auto stubborn = makeRun(screened(0.5));
    advance(*stubborn).value();
    const auto news = advance(*stubborn);
    QVERIFY(!news.has_value());
    QVERIFY(news.error().sentence().find("one precision only") != std::string::npos);
}

void TestScreening::aSearchWithoutItIgnoresIt()
{
    RunSpec spec = screened(0.5);
    spec.search = "gradient-ascent";
    const auto run = makeRun(spec);
    QVERIFY(run->checkScreening().has_value());
    advance(*run).value();
    advance(*run).value();
    QVERIFY(!run->screening().any());
    const auto refused = run->change("screening", "off");
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().sentence().find("does not apply") != std::string::npos);
    QVERIFY(!runResult(run->snapshot(), {}).contains("screening"));
}

void TestScreening::resultTellsIt()
{
    const auto run = makeRun(screened(0.3), offBy(0.3));
    auto told = runResult(run->snapshot(), {})["screening"]; // before its first generation
    QVERIFY(told["children"] == 0u && told["share_scored_exactly"].is_null());
    advanceToEnd(*run);
    const ScreeningFigures& figures = run->screening();
    for (const auto& json : {runResult(run->snapshot(), {}), runStory(run->snapshot(), {})}) {
        told = json["screening"];
        QVERIFY(told["precision"] == "bf16");
        QVERIFY(told["margin"] == 0.3);
        QVERIFY(told["children"] == figures.children);
        QVERIFY(told["scored_exactly"] == figures.exact);
        QVERIFY(told["share_scored_exactly"] == static_cast<double>(figures.exact) / 2550);
        QVERIFY(told["sample"] == 100u && told["missed_in_sample"] == 0u);
        QVERIFY(told["largest_error"] == figures.largestError);
        QVERIFY(told["advised_margin"].is_null());
    }
    const std::string text = screeningText(figures, 0.3);
    QVERIFY2(text.starts_with("screening: " + std::to_string(figures.exact) + " of 2550 pictures"),
             text.c_str());
    const auto plain = makeRun(exact(), offBy(0.3));
    advance(*plain).value();
    QVERIFY(!runResult(plain->snapshot(), {}).contains("screening"));
}

QTEST_GUILESS_MAIN(TestScreening)
#include "tst_screening.moc"
