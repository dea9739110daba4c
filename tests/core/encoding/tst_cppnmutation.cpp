// SPDX-License-Identifier: GPL-3.0-or-later
#include "GrownCppn.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <utility>

using namespace pareidolia;

namespace {

constexpr VariationSettings nothing{.weightRate = 0,
                                    .functionRate = 0,
                                    .addConnection = 0,
                                    .deleteConnection = 0,
                                    .splitConnection = 0,
                                    .deleteNode = 0};

Stream streamFor(std::uint64_t seed)
{
    return Stream(seed, 1, 0, Purpose::Mutation);
}

CppnGraph mutatedBy(CppnGraph graph, const VariationSettings& settings, std::uint64_t seed)
{
    Stream stream = streamFor(seed);
    mutateCppn(graph, settings, stream);
    return graph;
}

/// How often something is true of `graph`'s children.
template <class Question>
double share(const CppnGraph& graph, const VariationSettings& settings, int children, Question ask)
{
    int yes = 0;
    for (int i = 0; i < children; ++i)
        yes += ask(mutatedBy(graph, settings, static_cast<std::uint64_t>(i))) ? 1 : 0;
    return static_cast<double>(yes) / children;
}

/// Five standard deviations of a share.
bool isAbout(double share, double expected, int trials)
{
    return std::abs(share - expected) <= 5 * std::sqrt(expected * (1 - expected) / trials);
}

} // namespace

class TestCppnMutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsFullyJoined();
    void startsWithUniformWeights();
    void keepsGraphsValid();
    void keepsALongLineageValid();
    void sameStreamSameChild();
    void nothingChangesNothing();
    void weightsMoveAtTheirRate();
    void weightsStayInRange();
    void functionsChangeAtTheirRate();
    void structureChangesAtItsRates();
    void addedConnectionIsUniform();
    void addsNothingToAFullGraph();
    void addsTheOnlyFreePair();
    void deletesAnyConnection();
    void splitKeepsTheWeight();
    void deletesAnyHiddenNode();
    void newPartsAreNotMutatedAgain();
    void idsStay();
    void noIdPastTheLargest();
};

void TestCppnMutation::startsFullyJoined()
{
    for (const std::uint32_t outputs : {1u, 3u}) {
        Stream stream = streamFor(1);
        const CppnGraph graph = randomCppn(outputs, stream);
        QVERIFY(validated(graph).has_value());
        QCOMPARE(graph.size(), cppnInputs + outputs);
        QCOMPARE(graph.connections.size(), std::size_t{cppnInputs} * outputs);
    }
}

void TestCppnMutation::startsWithUniformWeights()
{
    std::array<int, 4> quarters{}, functions{};
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Stream stream = streamFor(seed);
        const CppnGraph graph = randomCppn(1, stream);
        for (const CppnConnection& c : graph.connections)
            ++quarters[static_cast<std::size_t>((c.weight + 10) / 5.0001f)];
        ++functions[static_cast<std::size_t>(graph.nodes[cppnInputs].function)];
    }
    for (const int count : quarters)
        QVERIFY(isAbout(count / 4000.0, 0.25, 4000));
    for (const int count : functions)
        QVERIFY(isAbout(count / 1000.0, 0.25, 1000));
}

void TestCppnMutation::keepsGraphsValid()
{
    QVERIFY(rc::check([] {
        Stream stream = streamFor(*rc::gen::arbitrary<std::uint64_t>());
        const auto chance = [] { return *rc::gen::inRange(0, 11) / 10.0; };
        VariationSettings settings;
        settings.addConnection = chance();
        settings.deleteConnection = chance();
        settings.splitConnection = chance();
        settings.deleteNode = chance();
        CppnGraph graph = randomCppn(*rc::gen::element(1u, 3u), stream);
        for (int i = 0; i < 100; ++i) {
            mutateCppn(graph, settings, stream);
            const auto valid = validated(graph);
            RC_ASSERT(valid.has_value());
        }
    }));
}

void TestCppnMutation::keepsALongLineageValid()
{
    Stream stream = streamFor(11);
    CppnGraph graph = randomCppn(3, stream);
    for (int i = 0; i < 3000; ++i) {
        mutateCppn(graph, {}, stream);
        if (i % 10 == 0)
            QVERIFY(validated(graph).has_value());
    }
    QVERIFY(graph.size() > 100);
}

void TestCppnMutation::sameStreamSameChild()
{
    const CppnGraph parent = test::grownCppn(1, 30);
    QCOMPARE(mutatedBy(parent, {}, 5), mutatedBy(parent, {}, 5));
    QVERIFY(!(mutatedBy(parent, {}, 5) == mutatedBy(parent, {}, 6)));
}

void TestCppnMutation::nothingChangesNothing()
{
    const CppnGraph parent = test::grownCppn(2, 30);
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        QCOMPARE(mutatedBy(parent, nothing, seed), parent);
}

void TestCppnMutation::weightsMoveAtTheirRate()
{
    const CppnGraph parent = test::grownCppn(3, 40);
    VariationSettings settings = nothing;
    settings.weightRate = 0.1;
    constexpr int children = 2000;
    int moved = 0;
    double sizes = 0;
    for (std::uint64_t seed = 0; seed < children; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.nodes, parent.nodes);
        for (std::size_t i = 0; i < child.connections.size(); ++i) {
            const float step = child.connections[i].weight - parent.connections[i].weight;
            moved += step != 0 ? 1 : 0;
            sizes += static_cast<double>(std::abs(step));
        }
    }
    const int trials = children * static_cast<int>(parent.connections.size());
    QVERIFY(isAbout(static_cast<double>(moved) / trials, 0.1, trials));
    // E|δ| = 1/17 of the range, a little less for weights near its ends.
    QVERIFY(sizes / moved > 0.8 * 20 / 17 && sizes / moved < 1.03 * 20 / 17);
}

void TestCppnMutation::weightsStayInRange()
{
    VariationSettings settings = nothing;
    settings.weightRate = 1;
    settings.eta = 0;
    CppnGraph graph = test::grownCppn(3, 5);
    Stream stream = streamFor(1);
    for (int i = 0; i < 500; ++i) {
        mutateCppn(graph, settings, stream);
        for (const CppnConnection& c : graph.connections)
            QVERIFY(std::abs(c.weight) <= cppnWeightLimit);
    }
}

void TestCppnMutation::functionsChangeAtTheirRate()
{
    const CppnGraph parent = test::grownCppn(4, 40);
    VariationSettings settings = nothing;
    settings.functionRate = 0.1;
    constexpr int children = 2000;
    int changed = 0;
    for (std::uint64_t seed = 0; seed < children; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.connections, parent.connections);
        for (std::uint32_t n = 0; n < child.size(); ++n) {
            const bool differs = child.nodes[n].function != parent.nodes[n].function;
            changed += differs ? 1 : 0;
            QVERIFY(!differs || n >= cppnInputs);
        }
    }
    // One draw in four repeats the function.
    const int trials = children * static_cast<int>(parent.size() - cppnInputs);
    QVERIFY(isAbout(static_cast<double>(changed) / trials, 0.075, trials));
}

void TestCppnMutation::structureChangesAtItsRates()
{
    const CppnGraph parent = test::grownCppn(5, 60);
    QVERIFY(parent.size() > parent.firstHidden());
    constexpr int children = 4000;
    const std::size_t nodes = parent.nodes.size(), connections = parent.connections.size();
    const auto only = [](double VariationSettings::*member) {
        VariationSettings settings = nothing;
        settings.*member = VariationSettings().*member;
        return settings;
    };
    QVERIFY(
        isAbout(share(parent, only(&VariationSettings::addConnection), children,
                      [=](const CppnGraph& g) { return g.connections.size() == connections + 1; }),
                0.5, children));
    QVERIFY(
        isAbout(share(parent, only(&VariationSettings::deleteConnection), children,
                      [=](const CppnGraph& g) { return g.connections.size() == connections - 1; }),
                0.3, children));
    QVERIFY(isAbout(share(parent, only(&VariationSettings::splitConnection), children,
                          [=](const CppnGraph& g) { return g.nodes.size() == nodes + 1; }),
                    0.5, children));
    QVERIFY(isAbout(share(parent, only(&VariationSettings::deleteNode), children,
                          [=](const CppnGraph& g) { return g.nodes.size() == nodes - 1; }),
                    0.2, children));
}

void TestCppnMutation::addedConnectionIsUniform()
{
    const CppnGraph parent = test::grownCppn(6, 12);
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> counts;
    for (std::uint32_t from = 0; from < parent.size(); ++from)
        for (std::uint32_t to = 0; to < parent.size(); ++to) {
            CppnGraph tried = parent;
            tried.connections.push_back({from, to, 0});
            if (validated(tried))
                counts[{from, to}] = 0;
        }
    QVERIFY(counts.size() > 10);
    VariationSettings settings = nothing;
    settings.addConnection = 1;
    constexpr int children = 20000;
    double weights = 0;
    for (std::uint64_t seed = 0; seed < children; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.connections.size(), parent.connections.size() + 1);
        const CppnConnection& added = child.connections.back();
        const auto found = counts.find({added.from, added.to});
        QVERIFY(found != counts.end());
        ++found->second;
        weights += static_cast<double>(added.weight);
    }
    for (const auto& [pair, count] : counts)
        QVERIFY(isAbout(count / double(children), 1.0 / double(counts.size()), children));
    QVERIFY(std::abs(weights / children) < 5 * 5.8 / std::sqrt(children));
}

void TestCppnMutation::addsNothingToAFullGraph()
{
    Stream stream = streamFor(1);
    const CppnGraph parent = randomCppn(3, stream);
    VariationSettings settings = nothing;
    settings.addConnection = 1;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        QCOMPARE(mutatedBy(parent, settings, seed), parent);
}

void TestCppnMutation::addsTheOnlyFreePair()
{
    // Too rare to be found by trial: 24 hidden nodes in a row, all pairs joined but one.
    CppnGraph parent = test::bareCppn(1);
    for (int i = 0; i < 24; ++i)
        test::addHidden(parent, NodeFunction::Sine);
    for (std::uint32_t from = 0; from < parent.size(); ++from)
        for (std::uint32_t to = cppnInputs; to < parent.size(); ++to) {
            const bool forward = to == cppnInputs || from < cppnInputs || from < to;
            if (from != cppnInputs && from != to && forward && !(from == 9 && to == 17))
                parent.connections.push_back({from, to, 1});
        }
    QVERIFY(validated(parent).has_value());
    VariationSettings settings = nothing;
    settings.addConnection = 1;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.connections.size(), parent.connections.size() + 1);
        QCOMPARE(child.connections.back().from, 9u);
        QCOMPARE(child.connections.back().to, 17u);
    }
}

void TestCppnMutation::deletesAnyConnection()
{
    const CppnGraph parent = test::grownCppn(7, 8);
    VariationSettings settings = nothing;
    settings.deleteConnection = 1;
    std::vector<int> counts(parent.connections.size(), 0);
    constexpr int children = 5000;
    for (std::uint64_t seed = 0; seed < children; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.connections.size(), parent.connections.size() - 1);
        const auto gap = std::mismatch(child.connections.begin(), child.connections.end(),
                                       parent.connections.begin())
                             .second;
        ++counts[static_cast<std::size_t>(gap - parent.connections.begin())];
    }
    for (const int count : counts)
        QVERIFY(isAbout(count / double(children), 1.0 / double(counts.size()), children));
    const CppnGraph bare = test::bareCppn(1);
    QCOMPARE(mutatedBy(bare, settings, 1), bare);
}

void TestCppnMutation::splitKeepsTheWeight()
{
    const CppnGraph parent = test::grownCppn(8, 8);
    VariationSettings settings = nothing;
    settings.splitConnection = 1;
    std::set<std::pair<std::uint32_t, std::uint32_t>> split;
    std::set<NodeFunction> functions;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        const std::uint32_t middle = parent.size();
        QCOMPARE(child.size(), parent.size() + 1);
        QCOMPARE(child.nodes[middle].id, parent.nodes.back().id + 1);
        QCOMPARE(child.connections.size(), parent.connections.size() + 1);
        const CppnConnection& second = child.connections.back();
        const auto first = std::find_if(child.connections.begin(), child.connections.end(),
                                        [=](const CppnConnection& c) { return c.to == middle; });
        QVERIFY(first != child.connections.end());
        QCOMPARE(second.from, middle);
        QCOMPARE(first->weight, second.weight);
        QVERIFY(std::find(parent.connections.begin(), parent.connections.end(),
                          CppnConnection{first->from, second.to, first->weight}) !=
                parent.connections.end());
        split.insert({first->from, second.to});
        functions.insert(child.nodes[middle].function);
    }
    QCOMPARE(split.size(), parent.connections.size());
    QCOMPARE(functions.size(), 4u);
    const CppnGraph bare = test::bareCppn(1);
    QCOMPARE(mutatedBy(bare, settings, 1), bare);
}

void TestCppnMutation::deletesAnyHiddenNode()
{
    const CppnGraph parent = test::grownCppn(9, 20);
    VariationSettings settings = nothing;
    settings.deleteNode = 1;
    std::set<std::uint32_t> gone;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const CppnGraph child = mutatedBy(parent, settings, seed);
        QCOMPARE(child.size(), parent.size() - 1);
        QVERIFY(validated(child).has_value());
        const auto gap =
            std::mismatch(child.nodes.begin(), child.nodes.end(), parent.nodes.begin()).second;
        const auto place = static_cast<std::uint32_t>(gap - parent.nodes.begin());
        QVERIFY(parent.kind(place) == NodeKind::Hidden);
        gone.insert(place);
        // What is left joins the same nodes, by their ids, with the same weights.
        std::vector<CppnConnection> expected;
        for (CppnConnection c : parent.connections)
            if (c.from != place && c.to != place)
                expected.push_back({parent.nodes[c.from].id, parent.nodes[c.to].id, c.weight});
        std::vector<CppnConnection> left;
        for (CppnConnection c : child.connections)
            left.push_back({child.nodes[c.from].id, child.nodes[c.to].id, c.weight});
        QCOMPARE(left, expected);
    }
    QCOMPARE(gone.size(), std::size_t{parent.size() - parent.firstHidden()});
    const CppnGraph bare = test::bareCppn(1);
    QCOMPARE(mutatedBy(bare, settings, 1), bare);
}

void TestCppnMutation::newPartsAreNotMutatedAgain()
{
    VariationSettings settings = nothing;
    settings.weightRate = 1;
    settings.splitConnection = 1;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const CppnGraph child = mutatedBy(test::grownCppn(1, 0), settings, seed);
        const std::uint32_t middle = child.size() - 1;
        for (const CppnConnection& c : child.connections)
            if (c.to == middle)
                QCOMPARE(c.weight, child.connections.back().weight);
    }
}

void TestCppnMutation::idsStay()
{
    Stream stream = streamFor(12);
    CppnGraph graph = randomCppn(1, stream);
    for (int i = 0; i < 300; ++i) {
        const CppnGraph before = graph;
        mutateCppn(graph, {}, stream);
        std::set<std::uint32_t> ids;
        for (const CppnNode& node : before.nodes)
            ids.insert(node.id);
        for (const CppnNode& node : graph.nodes)
            QVERIFY(ids.count(node.id) == 1 || node.id == before.nodes.back().id + 1);
    }
}

void TestCppnMutation::noIdPastTheLargest()
{
    CppnGraph parent = test::grownCppn(1, 0);
    parent.nodes.back().id = largestNodeId;
    VariationSettings settings = nothing;
    settings.splitConnection = 1;
    QCOMPARE(mutatedBy(parent, settings, 1), parent);
}

QTEST_GUILESS_MAIN(TestCppnMutation)
#include "tst_cppnmutation.moc"
