// SPDX-License-Identifier: GPL-3.0-or-later
#include "CppnVariation.h"

#include <QTest>
#include <array>
#include <cmath>
#include <rapidcheck.h>

using namespace pareidolia;
using namespace pareidolia::test;

namespace {

/// How often something is true of `graph`'s children.
template <class Question>
double share(const CppnGraph& graph, const VariationSettings& settings, int children, Question ask)
{
    int yes = 0;
    for (int i = 0; i < children; ++i)
        yes += ask(mutatedBy(graph, settings, static_cast<std::uint64_t>(i))) ? 1 : 0;
    return static_cast<double>(yes) / children;
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
            if (n < cppnInputs)
                QCOMPARE(child.nodes[n].function, parent.nodes[n].function);
            changed += child.nodes[n].function != parent.nodes[n].function ? 1 : 0;
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

QTEST_GUILESS_MAIN(TestCppnMutation)
#include "tst_cppnmutation.moc"
