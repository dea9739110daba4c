// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/GoalSwitches.h"
#include "core/run/LogQueries.h"
#include "core/run/Phylogeny.h"
#include "tests/support/DriveRun.h"
#include "tests/support/FakeRun.h"

#include <QTest>
#include <algorithm>

using namespace pareidolia;

namespace {

ImprovementRecord made(std::uint32_t index, IndividualId id, double logOdds)
{
    return {.id = id, .index = index, .logOdds = logOdds};
}

ImprovementRecord bred(std::uint32_t index, IndividualId id, std::uint32_t fromClass,
                       IndividualId parent, double logOdds)
{
    return {.id = id,
            .index = index,
            .fromClass = static_cast<std::int32_t>(fromClass),
            .parent = parent,
            .logOdds = logOdds};
}

/// Class 0 begins, gives to class 1, which gives back; one child takes both at once.
std::vector<ImprovementRecord> family()
{
    return {made(0, {0, 3}, -2), bred(1, {1, 0}, 0, {0, 3}, -1), bred(1, {2, 5}, 1, {1, 0}, 1),
            bred(0, {3, 1}, 1, {2, 5}, 2), bred(1, {3, 1}, 1, {2, 5}, 3)};
}

} // namespace

class TestLogQueries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoHeldWhatWhen();
    void theWallOfTheLastGenerationIsTheArchive();
    void tellsAllThatTookAClass();
    void walksToTheAncestors();
    void theWalkEndsWhereAnAncestorTookNothing();
    void countsGoalSwitches();
    void theFamilyOfTheChampions();
    void theFamilyOfSomeChampions();
    void writesGraphviz();
};

void TestLogQueries::tellsWhoHeldWhatWhen()
{
    const auto records = family();
    const auto first = holdersAt(records, 3, 0);
    QCOMPARE(first[0]->id, (IndividualId{0, 3}));
    QVERIFY(!first[1] && !first[2]);
    const auto second = holdersAt(records, 3, 2);
    QCOMPARE(second[0]->id, (IndividualId{0, 3}));
    QCOMPARE(second[1]->id, (IndividualId{2, 5}));
    QCOMPARE(holdersAt(records, 3, 100)[0]->logOdds, 2.0);
}

void TestLogQueries::theWallOfTheLastGenerationIsTheArchive()
{
    const auto run = makeRun(smallSpec(), std::make_shared<FakeClassifier>());
    for (int generation = 0; generation < 20; ++generation)
        QVERIFY(advance(*run).has_value());
    const Archive& archive = run->search().archive();
    const auto holders = holdersAt(run->improvements(), archive.classes(), *run->generation());
    int children = 0;
    for (std::size_t index = 0; index < archive.classes(); ++index) {
        const auto& champion = archive.champion(index);
        QVERIFY(champion && holders[index]);
        QCOMPARE(holders[index]->id, champion->individual->id);
        QCOMPARE(holders[index]->logOdds, champion->logOdds);
        if (const auto& parent = champion->individual->parent) {
            QCOMPARE(holders[index]->parent, *parent);
            ++children;
        }
    }
    QVERIFY(children > 0);
}

void TestLogQueries::tellsAllThatTookAClass()
{
    const auto takers = takersOf(family(), 1);
    QCOMPARE(takers.size(), 3u);
    QCOMPARE(takers.front().id, (IndividualId{1, 0}));
    QCOMPARE(takers.back().id, (IndividualId{3, 1}));
    QVERIFY(takersOf(family(), 2).empty());
}

void TestLogQueries::walksToTheAncestors()
{
    const auto records = family();
    const auto ancestors = ancestorsOf(records, records[3], 100); // took class 0 at last
    QCOMPARE(ancestors.size(), 3u);
    QCOMPARE(ancestors[0].id, (IndividualId{2, 5}));
    QCOMPARE(ancestors[0].index, 1u);
    QCOMPARE(ancestors[2].id, (IndividualId{0, 3}));
    QCOMPARE(ancestors[2].index, 0u);
    QCOMPARE(ancestorsOf(records, records[3], 2).size(), 2u);
    QVERIFY(ancestorsOf(records, records[0], 100).empty());
}

void TestLogQueries::theWalkEndsWhereAnAncestorTookNothing()
{
    const std::vector<ImprovementRecord> records{bred(0, {5, 0}, 0, {4, 0}, 1)};
    QVERIFY(ancestorsOf(records, records[0], 100).empty());
}

void TestLogQueries::countsGoalSwitches()
{
    GoalSwitches switches;
    switches.add(family());
    QCOMPARE(switches.takeovers(), 4u);
    QCOMPARE(switches.switches(), 2u);
    QCOMPARE(switches.count(0, 1), 1u);
    QCOMPARE(switches.count(1, 0), 1u);
    QCOMPARE(switches.count(1, 1), 2u);
    QCOMPARE(switches.count(0, 0), 0u);
}

void TestLogQueries::theFamilyOfTheChampions()
{
    auto records = family();
    records.push_back(made(2, {4, 0}, 0)); // one without children
    const auto nodes = phylogenyOf(records);
    QCOMPARE(nodes.size(), 5u);
    QVERIFY(!nodes[0].parent);
    QCOMPARE(nodes[1].parent, std::optional<std::size_t>(0));
    QVERIFY(nodes[1].changesClass());
    QVERIFY(!nodes[2].changesClass());
    QCOMPARE(nodes[3].holds, (std::vector<std::size_t>{0, 1}));
    QVERIFY(!nodes[3].changesClass()); // it took its parent's class, too
    QCOMPARE(nodes[4].holds, std::vector<std::size_t>{2});
}

void TestLogQueries::theFamilyOfSomeChampions()
{
    auto records = family();
    records.push_back(made(2, {4, 0}, 0));
    const auto nodes = phylogenyOf(records, std::vector<std::size_t>{2});
    QCOMPARE(nodes.size(), 1u);
    QCOMPARE(nodes[0].id, (IndividualId{4, 0}));
}

void TestLogQueries::writesGraphviz()
{
    const std::string dot = phylogenyDot(phylogenyOf(family()), {"a \"quoted\" name", "b", "c"});
    QVERIFY(dot.starts_with("digraph phylogeny {\n"));
    QVERIFY(dot.ends_with("}\n"));
    QVERIFY(dot.find("\"0.3\" -> \"1.0\" [color") != std::string::npos);
    QVERIFY(dot.find("\"1.0\" -> \"2.5\";") != std::string::npos);
    QVERIFY(dot.find("a \\\"quoted\\\" name") != std::string::npos);
    QCOMPARE(std::ranges::count(dot, '\n'), 5 + 4 + 3); // frame, pictures, lines of descent
}

QTEST_APPLESS_MAIN(TestLogQueries)
#include "tst_logqueries.moc"
