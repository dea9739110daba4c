// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/GradientAscent.h"

#include "core/search/Search.h"

#include "tests/support/FakeClassifier.h"

#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace pareidolia;

namespace {

SearchContext contextFor(const FakeClassifier& network)
{
    SearchContext context{
        .model = network.info(), .targets = {0, 1, 2, 3}, .encoding = nullptr, .settings = {}};
    context.settings.gradient.maximumRate = 1e12;
    context.settings.gradient.steps = 10'000;
    return context;
}

Search ascent(const SearchContext& context)
{
    return Search(context, *findEmitterKind(GradientAscent::name));
}

/// Of class `index`.
nlohmann::ordered_json milestonesOf(const Search& search, std::size_t index)
{
    return search.report()["milestones"].at(index);
}

Outcome advance(Search& search, const Classifier& network)
{
    const Proposal proposal = search.ask();
    std::vector<Gradient> gradients(proposal.children);
    std::vector<bool> asked(proposal.children, false);
    for (std::size_t i = 0; i < proposal.gradients.size(); ++i)
        if (asked[i] = !proposal.gradients[i].pixels.empty(); asked[i])
            gradients[i] = network.gradients({&proposal.gradients[i], 1}).value().front();
    std::vector<Individual> children;
    std::vector<Image> pictures;
    for (std::size_t i = 0; i < proposal.children; ++i) {
        children.push_back(search.makeChild(i, asked[i] ? &gradients[i] : nullptr));
        pictures.push_back(*children.back().picture);
    }
    return search.tell(children, network.score(pictures).value());
}

} // namespace

class TestGradientAscent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void climbsTheProbability();
    void climbsTheLogit();
    void recordsMilestonesInOrder();
    void countsPasses();
    void offersItsOwnClassOnly();
    void offersTheRoundedPicture();
    void startsAsAsked();
    void zeroGradientEndsTheClass();
    void scoresThatAreNoNumbersEndTheClass();
    void neverStopsWhereItIsToldSo();
    void aClassIsDoneAfterItsSteps();
    void theNextClassBeginsWhereOneIsDone();
    void howManyClimbAtOnceChangesNoPicture();
};

void TestGradientAscent::climbsTheProbability()
{
    const FakeClassifier network(4, {12, 12, 1});
    Search search = ascent(contextFor(network));
    for (int g = 0; g < 1000 && !search.finished(); ++g)
        advance(search, network);
    QVERIFY(search.finished());
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(search.archive().champion(c)->confidence >= 0.9999f);
}

void TestGradientAscent::climbsTheLogit()
{
    // Steps shrink with the doubt while the slope does not: the log-odds grow as ln(steps).
    const FakeClassifier network(4, {12, 12, 1});
    SearchContext context = contextFor(network);
    context.settings.gradient.objective = Objective::Logit;
    context.settings.gradient.earlyWant = context.settings.gradient.lateWant = 1;
    Search search = ascent(context);
    for (int g = 0; g < 2000 && !search.finished(); ++g)
        advance(search, network);
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(search.archive().champion(c)->confidence >= 0.998f);
}

void TestGradientAscent::recordsMilestonesInOrder()
{
    const FakeClassifier network(4, {12, 12, 1});
    Search search = ascent(contextFor(network));
    while (!search.finished())
        advance(search, network);
    for (std::size_t c = 0; c < 4; ++c) {
        const auto seen = milestonesOf(search, c);
        QVERIFY(!seen["failed"].get<bool>());
        int before = 0;
        for (const char* key : {"top", "over_0.99", "over_0.999", "over_0.9999"}) {
            QVERIFY(seen[key].is_number_unsigned() && seen[key].get<int>() >= before);
            before = seen[key].get<int>();
        }
    }
}

void TestGradientAscent::countsPasses()
{
    const FakeClassifier network;
    Search search = ascent(contextFor(network));
    advance(search, network);
    QCOMPARE(search.passes().forward, 4u);
    QCOMPARE(search.passes().backward, 0u);
    advance(search, network);
    QCOMPARE(search.passes().forward, 12u); // at the old picture, and to score the new one
    QCOMPARE(search.passes().backward, 4u);
}

void TestGradientAscent::offersItsOwnClassOnly()
{
    const FakeClassifier network;
    Search search = ascent(contextFor(network));
    for (int g = 0; g < 20; ++g) {
        const Outcome outcome = advance(search, network);
        for (const Improvement& improvement : outcome.improvements)
            QCOMPARE(std::size_t{improvement.champion.individual->id.child}, improvement.index);
    }
}

void TestGradientAscent::offersTheRoundedPicture()
{
    const FakeClassifier network;
    Search search = ascent(contextFor(network));
    for (int g = 0; g < 10; ++g)
        advance(search, network);
    const Champion& champion = *search.archive().champion(2);
    const auto scored = network.score(std::span(&*champion.individual->picture, 1)).value();
    QCOMPARE(scored.row(0)[2], champion.logOdds);
    const auto& genome = static_cast<const PixelGenome&>(*champion.individual->genome);
    for (std::size_t i = 0; i < genome.pixels().size(); ++i)
        QCOMPARE(int{champion.individual->picture->pixels[i]},
                 static_cast<int>(std::floor(genome.pixels()[i] + 0.5f)));
    QCOMPARE(genome.toJson()["encoding"].get<std::string>(), std::string("pixels"));
}

void TestGradientAscent::startsAsAsked()
{
    FakeClassifier network(4, {12, 12, 1});
    network.mutableInfo().normalisation.mean = {100};
    const auto startOf = [&](GradientSettings::Start start) {
        SearchContext context = contextFor(network);
        context.settings.gradient.start = start;
        Search search = ascent(context);
        search.ask();
        return search.makeChild(0, nullptr).picture->pixels;
    };
    const auto zero = startOf(GradientSettings::Start::Zero);
    QVERIFY(std::ranges::all_of(zero, [](int pixel) { return pixel == 100; }));
    const auto noise = startOf(GradientSettings::Start::MeanNoise);
    QVERIFY(std::ranges::all_of(noise, [](int pixel) { return pixel > 90 && pixel < 110; }));
    QVERIFY(noise != zero);
    const auto uniform = startOf(GradientSettings::Start::Uniform);
    QVERIFY(std::ranges::max(uniform) > 230 && std::ranges::min(uniform) < 25);
}

void TestGradientAscent::zeroGradientEndsTheClass()
{
    FakeClassifier network;
    network.flat = true;
    Search search = ascent(contextFor(network));
    advance(search, network);
    const Outcome outcome = advance(search, network);
    QVERIFY(search.finished());
    QCOMPARE(outcome.remarks.size(), 4u);
    QVERIFY(outcome.remarks[2].find("class 2 (label2): its gradient is zero") == 0);
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(milestonesOf(search, c)["failed"].get<bool>());
    QCOMPARE(search.archive().filled().size(), 4u); // the starts stay
}

void TestGradientAscent::scoresThatAreNoNumbersEndTheClass()
{
    FakeClassifier network;
    network.breaksAt = [](const Image&) { return true; };
    Search search = ascent(contextFor(network));
    const Outcome outcome = advance(search, network);
    QVERIFY(search.finished());
    QCOMPARE(outcome.invalid.size(), 4u);
    QVERIFY(search.archive().filled().empty());
}

void TestGradientAscent::neverStopsWhereItIsToldSo()
{
    const FakeClassifier network(4, {12, 12, 1});
    SearchContext context = contextFor(network);
    context.settings.gradient.stopAt = 2;
    Search search = ascent(context);
    for (int g = 0; g < 800; ++g)
        advance(search, network);
    QVERIFY(!search.finished());
    QVERIFY(search.archive().champion(0)->confidence > 0.9999f);
}

void TestGradientAscent::aClassIsDoneAfterItsSteps()
{
    const FakeClassifier network(4, {12, 12, 1});
    SearchContext context = contextFor(network);
    context.settings.gradient.stopAt = 2;
    context.settings.gradient.steps = 7;
    Search search = ascent(context);
    for (int g = 0; g < 8; ++g) { // the start, and seven steps
        QVERIFY(!search.finished());
        advance(search, network);
    }
    QVERIFY(search.finished());
    for (std::size_t c = 0; c < 4; ++c)
        QVERIFY(!milestonesOf(search, c)["failed"].get<bool>());
}

void TestGradientAscent::theNextClassBeginsWhereOneIsDone()
{
    const FakeClassifier network(4, {12, 12, 1});
    SearchContext context = contextFor(network);
    context.settings.gradient.stopAt = 2;
    context.settings.gradient.steps = 3;
    context.settings.gradient.classesAtOnce = 3;
    Search search = ascent(context);
    const auto filled = [&] { return search.archive().filled().size(); };
    for (int g = 0; g < 4; ++g) {
        advance(search, network);
        QCOMPARE(filled(), 3u);
    }
    const Proposal proposal = search.ask(); // the last one alone, with its start
    QCOMPARE(proposal.children, 1u);
    QVERIFY(proposal.gradients.empty());
    const Individual start = search.makeChild(0, nullptr);
    QCOMPARE(start.id.generation, 4u);
    QCOMPARE(start.id.child, 3u);
    QVERIFY(!start.parent.has_value());
}

void TestGradientAscent::howManyClimbAtOnceChangesNoPicture()
{
    const FakeClassifier network(4, {12, 12, 1});
    const auto climbed = [&](std::uint32_t atOnce) {
        SearchContext context = contextFor(network);
        context.settings.gradient.classesAtOnce = atOnce;
        context.settings.gradient.blurRadius = 0.3; // every third step: steps are a class's own
        context.settings.gradient.blurEvery = 3;
        auto search = std::make_unique<Search>(ascent(context));
        while (!search->finished())
            advance(*search, network);
        return search;
    };
    const auto together = climbed(20), inTurn = climbed(1), byTwos = climbed(2);
    for (const auto* other : {&inTurn, &byTwos}) {
        QCOMPARE((*other)->archive().sha256(), together->archive().sha256());
        QCOMPARE((*other)->passes().forward, together->passes().forward);
        QCOMPARE((*other)->passes().backward, together->passes().backward);
        for (std::size_t c = 0; c < 4; ++c)
            QVERIFY(milestonesOf(**other, c)["over_0.9999"] ==
                    milestonesOf(*together, c)["over_0.9999"]);
    }
}

QTEST_GUILESS_MAIN(TestGradientAscent)
#include "tst_gradientascent.moc"
