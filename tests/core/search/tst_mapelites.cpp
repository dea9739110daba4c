// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/MapElites.h"

#include "core/search/Search.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

using namespace pareidolia;

namespace {

SearchContext contextFor(const FakeClassifier& network, std::uint64_t seed = 1,
                         const char* encoding = "direct")
{
    SearchContext context{.model = network.info(),
                          .targets = {},
                          .encoding = makeEncoding(encoding, {.shape = network.info().input}),
                          .settings = {}};
    context.targets.resize(network.info().classes());
    std::iota(context.targets.begin(), context.targets.end(), std::size_t{0});
    context.settings.seed = seed;
    context.settings.initial = 20;
    context.settings.children = 12;
    return context;
}

Search evolution(const SearchContext& context)
{
    return Search(context, *findEmitterKind(MapElites::name));
}

struct Generation
{
    Proposal proposal;
    std::vector<Individual> children;
    Outcome outcome;
};

Generation advance(Search& search, const Classifier& network, bool backwards = false)
{
    Generation generation;
    generation.proposal = search.ask();
    generation.children.resize(generation.proposal.children);
    for (std::size_t k = 0; k < generation.children.size(); ++k) {
        const std::size_t i = backwards ? generation.children.size() - 1 - k : k;
        generation.children[i] = search.makeChild(i, nullptr);
    }
    std::vector<Image> pictures;
    for (const Individual& child : generation.children)
        pictures.push_back(*child.picture);
    std::vector<Individual> given = generation.children;
    generation.outcome = search.tell(given, network.score(pictures).value());
    return generation;
}

} // namespace

class TestMapElites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithRandomPictures();
    void parentsAreChampions();
    void aChildMayTakeManyClasses();
    void onlyGetsBetter();
    void sameSeedSameArchive();
    void orderOfMakingChangesNothing();
    void keepsToItsTargets();
    void pictureWithoutNumbersTakesNothing();
    void beginsAnewWhereNothingHadAScore();
    void settingsHoldFromTheNextGeneration();
    void lineageIsTold();
};

void TestMapElites::beginsWithRandomPictures()
{
    FakeClassifier network;
    Search search = evolution(contextFor(network));
    const auto first = advance(search, network);
    QCOMPARE(first.proposal.generation, 0u);
    QCOMPARE(first.children.size(), 20u);
    std::set<std::vector<std::uint8_t>> different;
    for (const Individual& child : first.children) {
        QVERIFY(!child.parent && !child.fromClass);
        different.insert(child.picture->pixels);
    }
    QCOMPARE(different.size(), 20u);
    QCOMPARE(search.archive().filled().size(), network.info().classes());
}

void TestMapElites::parentsAreChampions()
{
    FakeClassifier network;
    Search search = evolution(contextFor(network));
    advance(search, network);
    std::set<std::size_t> used;
    for (int g = 1; g < 20; ++g) {
        std::vector<IndividualId> champions;
        for (const std::size_t c : search.archive().filled())
            champions.push_back(search.archive().champion(c)->individual->id);
        const auto next = advance(search, network);
        QCOMPARE(next.proposal.generation, static_cast<std::uint32_t>(g));
        for (const Individual& child : next.children) {
            QVERIFY(child.parent && child.fromClass);
            QVERIFY(champions[*child.fromClass] == *child.parent);
            used.insert(*child.fromClass);
        }
    }
    QCOMPARE(used.size(), network.info().classes());
}

void TestMapElites::aChildMayTakeManyClasses()
{
    FakeClassifier network;
    SearchContext context = contextFor(network);
    context.settings.initial = 1;
    Search search = evolution(context);
    const auto first = advance(search, network);
    QCOMPARE(first.outcome.improvements.size(), network.info().classes());
    for (const Improvement& improvement : first.outcome.improvements)
        QVERIFY(improvement.champion.individual ==
                first.outcome.improvements[0].champion.individual);
}

void TestMapElites::onlyGetsBetter()
{
    FakeClassifier network;
    Search search = evolution(contextFor(network));
    std::vector<double> best(network.info().classes(), -1e300);
    const auto first = advance(search, network);
    const double start = search.archive().champion(0)->logOdds;
    for (int g = 1; g < 60; ++g) {
        const auto next = advance(search, network);
        for (const Improvement& improvement : next.outcome.improvements) {
            QVERIFY(improvement.champion.logOdds > best[improvement.index]);
            best[improvement.index] = improvement.champion.logOdds;
        }
    }
    QVERIFY(search.archive().champion(0)->logOdds > start + 1);
}

void TestMapElites::sameSeedSameArchive()
{
    FakeClassifier network;
    for (const char* encoding : {"direct", "cppn"}) {
        Search a = evolution(contextFor(network, 5, encoding));
        Search b = evolution(contextFor(network, 5, encoding));
        Search c = evolution(contextFor(network, 6, encoding));
        for (int g = 0; g < 10; ++g) {
            advance(a, network);
            advance(b, network);
            advance(c, network);
        }
        QCOMPARE(a.archive().sha256(), b.archive().sha256());
        QVERIFY(a.archive().sha256() != c.archive().sha256());
    }
}

void TestMapElites::orderOfMakingChangesNothing()
{
    FakeClassifier network;
    Search a = evolution(contextFor(network)), b = evolution(contextFor(network));
    for (int g = 0; g < 10; ++g) {
        advance(a, network, false);
        advance(b, network, true);
    }
    QCOMPARE(a.archive().sha256(), b.archive().sha256());
}

void TestMapElites::keepsToItsTargets()
{
    FakeClassifier network;
    SearchContext context = contextFor(network);
    context.targets = {1, 3};
    Search search = evolution(context);
    for (int g = 0; g < 5; ++g)
        advance(search, network);
    QCOMPARE(search.archive().filled(), context.targets);
}

void TestMapElites::pictureWithoutNumbersTakesNothing()
{
    FakeClassifier network;
    network.breaksAt = [](const Image& picture) { return picture.pixels[0] % 2 == 0; };
    Search search = evolution(contextFor(network));
    std::size_t invalid = 0;
    for (int g = 0; g < 10; ++g) {
        const auto next = advance(search, network);
        for (const IndividualId& id : next.outcome.invalid)
            QVERIFY(next.children[id.child].picture->pixels[0] % 2 == 0);
        invalid += next.outcome.invalid.size();
    }
    QVERIFY(invalid > 0);
    for (const std::size_t c : search.archive().filled())
        QVERIFY(search.archive().champion(c)->individual->picture->pixels[0] % 2 == 1);
}

void TestMapElites::beginsAnewWhereNothingHadAScore()
{
    FakeClassifier network;
    network.breaksAt = [](const Image&) { return true; };
    Search search = evolution(contextFor(network));
    const auto first = advance(search, network);
    QCOMPARE(first.outcome.invalid.size(), first.children.size());
    network.breaksAt = {};
    const auto second = advance(search, network);
    QVERIFY(!second.children[0].parent);
    QVERIFY(second.children[0].picture->pixels != first.children[0].picture->pixels);
    QCOMPARE(search.archive().filled().size(), network.info().classes());
}

void TestMapElites::settingsHoldFromTheNextGeneration()
{
    FakeClassifier network;
    SearchContext context = contextFor(network);
    Search search = evolution(context);
    advance(search, network);
    context.settings.children = 3;
    context.settings.variation.mutationRate = 0;
    search.apply(context.settings);
    const auto next = advance(search, network);
    QCOMPARE(next.children.size(), 3u);
    for (const Individual& child : next.children) // nothing mutates: equal to its parent
        QCOMPARE(child.picture->pixels,
                 search.archive().champion(*child.fromClass)->individual->picture->pixels);
    QVERIFY(next.outcome.improvements.empty()); // and ties never replace
}

void TestMapElites::lineageIsTold()
{
    FakeClassifier network;
    Search search = evolution(contextFor(network));
    advance(search, network);
    for (int g = 1; g < 10; ++g) {
        const Generation next = advance(search, network);
        for (const Improvement& improvement : next.outcome.improvements) {
            const Individual& made = *improvement.champion.individual;
            QCOMPARE(made.id.generation, static_cast<std::uint32_t>(g));
            QVERIFY(made.parent->generation < made.id.generation);
            QVERIFY(made.genome != nullptr);
        }
    }
}

QTEST_GUILESS_MAIN(TestMapElites)
#include "tst_mapelites.moc"
