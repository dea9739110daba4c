// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/ChampionHistory.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

/// A champion without genome, `side` × `side` pixels.
Improvement improvement(std::size_t index, std::uint32_t generation, int side = 1)
{
    auto individual = std::make_shared<Individual>();
    individual->id = {generation, 0};
    if (generation > 0) {
        individual->parent = IndividualId{generation - 1, 0};
        individual->fromClass = index;
    }
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
    void tellsAClassFromItsFirstChampionOn();
    void walksToTheAncestors();
    void walkEndsAtOneThatIsForgotten();
    void staysWithinItsBudgetAndKeepsTheLatest();
    void staysWithinItsBudgetWhereEveryClassHasFew();
    void paintsAgainWhatWasOvertaken();
    void looksBackAtAThousandClassesOfPhotographs();
};

void TestChampionHistory::tellsAClassFromItsFirstChampionOn()
{
    ChampionHistory history;
    history.add(improvement(3, 0));
    history.add(improvement(1, 1));
    history.add(improvement(3, 2));
    const auto champions = history.ofClass(3);
    QCOMPARE(champions.size(), 2u);
    QCOMPARE(champions[0].individual->id.generation, 0u);
    QCOMPARE(champions[1].individual->id.generation, 2u);
    QVERIFY(history.ofClass(0).empty());
}

void TestChampionHistory::walksToTheAncestors()
{
    ChampionHistory history;
    for (std::uint32_t generation = 0; generation < 5; ++generation)
        history.add(improvement(7, generation));
    const auto last = improvement(7, 5);
    const auto all = history.ancestors(*last.champion.individual, 100);
    QCOMPARE(all.size(), 5u);
    QCOMPARE(all.front().individual->id.generation, 4u);
    QCOMPARE(all.back().individual->id.generation, 0u);
    QCOMPARE(all.front().heldClass, 7u);
    QCOMPARE(history.ancestors(*last.champion.individual, 2).size(), 2u);
}

void TestChampionHistory::walkEndsAtOneThatIsForgotten()
{
    ChampionHistory history;
    history.add(improvement(7, 0));
    history.add(improvement(7, 2));
    QCOMPARE(history.ancestors(*improvement(7, 3).champion.individual, 100).size(), 1u);
}

void TestChampionHistory::staysWithinItsBudgetAndKeepsTheLatest()
{
    constexpr std::size_t budget = 100'000;
    ChampionHistory history(budget);
    history.add(improvement(0, 0, 32));
    for (std::uint32_t generation = 1; generation < 2000; ++generation) {
        history.add(improvement(1 + generation % 3, generation, 32));
        QVERIFY(history.bytes() <= budget);
    }
    QCOMPARE(history.ofClass(0).size(), 1u);
    std::size_t known = 0;
    for (const std::size_t index : {1u, 2u, 3u}) {
        const auto champions = history.ofClass(index);
        known += champions.size();
        QVERIFY(champions.back().individual->id.generation >= 1997);
        QVERIFY(champions.front().individual->id.generation < 1000);
    }
    QVERIFY(known > 20);
}

void TestChampionHistory::staysWithinItsBudgetWhereEveryClassHasFew()
{
    constexpr std::size_t classes = 100, budget = 100'000;
    ChampionHistory history(budget);
    for (std::uint32_t generation = 0; generation < 5; ++generation)
        for (std::size_t index = 0; index < classes; ++index) {
            history.add(improvement(index, generation, 100));
            QVERIFY(history.bytes() <= budget);
        }
    for (std::size_t index = 0; index < classes; ++index)
        QCOMPARE(history.ofClass(index).back().individual->id.generation, 4u);
}

void TestChampionHistory::paintsAgainWhatWasOvertaken()
{
    const std::shared_ptr<const Encoding> encoding = makeEncoding("cppn", {.shape = photograph});
    ChampionHistory history(ChampionHistory::standardBudget, encoding);
    std::vector<Image> pictures;
    for (std::uint32_t generation = 0; generation < 3; ++generation) {
        const Improvement improvement = painting(*encoding, 5, generation);
        pictures.push_back(improvement.champion.individual->picture);
        history.add(improvement);
    }
    const auto champions = history.ofClass(5);
    QCOMPARE(champions.size(), 3u);
    QVERIFY(champions[0].individual->picture.pixels.empty());
    for (std::size_t i = 0; i < champions.size(); ++i)
        QVERIFY(history.painted(champions[i].individual)->picture.pixels == pictures[i].pixels);
    Individual child;
    child.parent = IndividualId{0, 5};
    child.fromClass = 5;
    const auto ancestors = history.ancestors(child, 8);
    QCOMPARE(ancestors.size(), 1u);
    QVERIFY(ancestors[0].individual->picture.pixels == pictures[0].pixels);
}

/// Shares one picture among all, as only what is counted matters: the archive alone would be
/// 150 MB.
void TestChampionHistory::looksBackAtAThousandClassesOfPhotographs()
{
    const std::shared_ptr<const Encoding> encoding = makeEncoding("cppn", {.shape = photograph});
    const Individual first = *painting(*encoding, 0, 0).champion.individual;
    ChampionHistory history(ChampionHistory::standardBudget, encoding);
    constexpr std::uint32_t classes = 1000, generations = 8;
    for (std::uint32_t generation = 0; generation < generations; ++generation) {
        auto individual = std::make_shared<Individual>(first);
        individual->id = {generation, 0};
        for (std::uint32_t index = 0; index < classes; ++index)
            history.add({index, Champion{individual, generation + 0.5, 0.5f}});
    }
    QVERIFY(history.bytes() <= ChampionHistory::standardBudget);
    QCOMPARE(history.ofClass(999).size(), std::size_t{generations});
}

QTEST_APPLESS_MAIN(TestChampionHistory)
#include "tst_championhistory.moc"
