// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ChampionHistory.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

/// A champion without genome, `side` × `side` pixels.
Improvement improvement(std::size_t index, std::uint32_t generation, int side = 1,
                        std::uint32_t child = 0)
{
    auto individual = std::make_shared<Individual>();
    individual->id = {generation, child};
    individual->picture = Image({side, side, 1});
    return {index, Champion{individual, generation + 0.5, 0.5f}};
}

constexpr ImageShape photograph{224, 224, 3};

/// A champion of a class in a generation, painted by a CPPN.
Improvement painting(const Encoding& encoding, std::uint32_t index, std::uint32_t generation)
{
    Stream stream(1, generation, index, Purpose::InitialGenome);
    auto individual = std::make_shared<Individual>();
    individual->id = {generation, index};
    individual->genome = encoding.random(stream);
    individual->picture = encoding.render(*individual->genome);
    return {index, Champion{individual, generation + 0.5, 0.5f}};
}

} // namespace

class TestChampionHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsThoseThatCame();
    void staysWithinItsBudgetAndKeepsTheLatest();
    void staysWithinItsBudgetWhereEveryClassHasFew();
    void keepsOfTheOvertakenWhatPaintsThem();
    void looksBackAtAThousandClassesOfPhotographs();
};

void TestChampionHistory::knowsThoseThatCame()
{
    ChampionHistory history;
    history.add(improvement(3, 0));
    history.add(improvement(1, 1));
    history.add(improvement(3, 2));
    for (std::uint32_t generation = 0; generation < 3; ++generation)
        QCOMPARE(history.known({generation, 0})->id.generation, generation);
    QVERIFY(!history.known({3, 0}));
    QVERIFY(!history.known({1, 1}));
}

void TestChampionHistory::staysWithinItsBudgetAndKeepsTheLatest()
{
    constexpr std::size_t budget = 100'000;
    constexpr std::uint32_t generations = 2000;
    ChampionHistory history(budget);
    history.add(improvement(0, 0, 32));
    for (std::uint32_t generation = 1; generation < generations; ++generation) {
        history.add(improvement(1 + generation % 3, generation, 32));
        QVERIFY(history.bytes() <= budget);
    }
    QVERIFY(history.known({0, 0})); // still the latest of its class
    std::uint32_t known = 0, early = 0;
    for (std::uint32_t generation = 1; generation < generations; ++generation)
        if (history.known({generation, 0})) {
            ++known;
            early += generation < generations / 2;
        }
    QVERIFY(known > 20);
    QVERIFY(known < generations / 2);
    QVERIFY(early > 5); // what stays is spread over the whole run
    for (std::uint32_t generation = generations - 3; generation < generations; ++generation)
        QVERIFY(history.known({generation, 0}));
}

void TestChampionHistory::staysWithinItsBudgetWhereEveryClassHasFew()
{
    constexpr std::uint32_t classes = 100, generations = 5;
    constexpr std::size_t budget = 100'000;
    ChampionHistory history(budget);
    for (std::uint32_t generation = 0; generation < generations; ++generation)
        for (std::uint32_t index = 0; index < classes; ++index) {
            history.add(improvement(index, generation, 100, index));
            QVERIFY(history.bytes() <= budget);
        }
    for (std::uint32_t index = 0; index < classes; ++index)
        QVERIFY(history.known({generations - 1, index}));
}

void TestChampionHistory::keepsOfTheOvertakenWhatPaintsThem()
{
    const std::shared_ptr<const Encoding> encoding = makeEncoding("cppn", {.shape = photograph});
    ChampionHistory history;
    std::vector<Image> pictures;
    for (std::uint32_t generation = 0; generation < 3; ++generation) {
        const Improvement improvement = painting(*encoding, 5, generation);
        pictures.push_back(*improvement.champion.individual->picture);
        history.add(improvement);
    }
    const auto overtaken = history.known({0, 5});
    QVERIFY(!overtaken->picture);
    QCOMPARE(encoding->render(*overtaken->genome).pixels, pictures[0].pixels);
    QCOMPARE(history.known({2, 5})->picture->pixels, pictures[2].pixels);
}

/// Shares one picture among all, as only what is counted matters: the archive alone would be
/// 150 MB.
void TestChampionHistory::looksBackAtAThousandClassesOfPhotographs()
{
    const std::shared_ptr<const Encoding> encoding = makeEncoding("cppn", {.shape = photograph});
    const Individual first = *painting(*encoding, 0, 0).champion.individual;
    ChampionHistory history;
    constexpr std::uint32_t classes = 1000, generations = 8;
    for (std::uint32_t generation = 0; generation < generations; ++generation) {
        auto individual = std::make_shared<Individual>(first);
        individual->id = {generation, 0};
        for (std::uint32_t index = 0; index < classes; ++index)
            history.add({index, Champion{individual, generation + 0.5, 0.5f}});
    }
    QVERIFY(history.bytes() <= ChampionHistory::standardBudget);
    for (std::uint32_t generation = 0; generation < generations; ++generation)
        QVERIFY(history.known({generation, 0}));
}

QTEST_APPLESS_MAIN(TestChampionHistory)
#include "tst_championhistory.moc"
