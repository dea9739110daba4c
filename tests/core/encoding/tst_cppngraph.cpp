// SPDX-License-Identifier: GPL-3.0-or-later
#include "GrownCppn.h"

#include "core/encoding/CppnGenome.h"
#include "core/encoding/CppnProgram.h"

#include <QTest>
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <set>

using namespace pareidolia;
using Json = nlohmann::ordered_json;

namespace {

/// 0 → 5 → 6 → 4, and 3 → 4; node 5 is a sine, 6 a gaussian.
CppnGraph small()
{
    CppnGraph graph = test::bareCppn(1, NodeFunction::Sigmoid);
    test::addHidden(graph, NodeFunction::Sine);
    test::addHidden(graph, NodeFunction::Gaussian);
    graph.connections = {{0, 5, 1.5f}, {5, 6, -2.25f}, {6, 4, 10.0f}, {3, 4, 0.1f}};
    return graph;
}

} // namespace

class TestCppnGraph : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsGoodGraphs();
    void refusesBadGraphs_data();
    void refusesBadGraphs();
    void ordersSourcesFirst();
    void knowsWhatAnOutputNeeds();
    void needsExactlyWhatIsComputed();
    void writesReadableJson();
    void jsonRoundTrip();
    void refusesBadJson_data();
    void refusesBadJson();
    void compilesOnlyWhatReachesAnOutput();
    void compiledStepsReadWhatIsThere();
    void chainsShareSlots();
};

void TestCppnGraph::acceptsGoodGraphs()
{
    QVERIFY(validated(small()).has_value());
    QVERIFY(validated(test::bareCppn(1)).has_value());
    QVERIFY(validated(test::bareCppn(3)).has_value());
}

Q_DECLARE_METATYPE(std::function<void(CppnGraph&)>)

void TestCppnGraph::refusesBadGraphs_data()
{
    QTest::addColumn<std::function<void(CppnGraph&)>>("spoil");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* what, std::function<void(CppnGraph&)> spoil) {
        QTest::newRow(name) << std::move(spoil) << QString(what);
    };
    row("two outputs", "genome.nodes", [](CppnGraph& g) { g.outputs = 2; });
    row("too few nodes", "genome.nodes", [](CppnGraph& g) { g.nodes.resize(4); });
    row("id twice", "genome.nodes[6].id", [](CppnGraph& g) { g.nodes[6].id = 5; });
    row("huge id", "genome.nodes[6].id", [](CppnGraph& g) { g.nodes[6].id = largestNodeId + 1; });
    row("no source", "genome.connections[1].from", [](CppnGraph& g) { g.connections[1].from = 7; });
    row("from output", "genome.connections[1].from",
        [](CppnGraph& g) { g.connections[1].from = 4; });
    row("no target", "genome.connections[0].to", [](CppnGraph& g) { g.connections[0].to = 99; });
    row("into input", "genome.connections[0].to", [](CppnGraph& g) { g.connections[0].to = 2; });
    row("twice", "genome.connections", [](CppnGraph& g) { g.connections.push_back({0, 5, 3}); });
    row("circle", "genome.connections", [](CppnGraph& g) { g.connections.push_back({6, 5, 3}); });
    row("loop", "genome.connections", [](CppnGraph& g) { g.connections.push_back({6, 6, 3}); });
    row("weight", "genome.connections[3].weight",
        [](CppnGraph& g) { g.connections[3].weight = 10.001f; });
    row("no number", "genome.connections[3].weight",
        [](CppnGraph& g) { g.connections[3].weight = NAN; });
}

void TestCppnGraph::refusesBadGraphs()
{
    QFETCH(std::function<void(CppnGraph&)>, spoil);
    QFETCH(QString, what);
    CppnGraph graph = small();
    spoil(graph);
    const auto result = validated(graph);
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().what), what);
}

void TestCppnGraph::ordersSourcesFirst()
{
    QVERIFY(rc::check([] {
        const CppnGraph graph =
            test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange(0, 60));
        const auto order = topologicalOrder(graph);
        RC_ASSERT(order.size() == graph.nodes.size());
        std::vector<std::size_t> rank(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            rank[order[i]] = i;
        for (const CppnConnection& c : graph.connections)
            RC_ASSERT(rank[c.from] < rank[c.to]);
    }));
}

void TestCppnGraph::knowsWhatAnOutputNeeds()
{
    CppnGraph graph = small();
    const std::uint32_t astray = test::addHidden(graph, NodeFunction::Linear);
    graph.connections.push_back({InputY, astray, 1});
    QCOMPARE(neededNodes(graph),
             (std::vector<bool>{true, false, false, true, true, true, true, false}));
}

void TestCppnGraph::needsExactlyWhatIsComputed()
{
    QVERIFY(rc::check([] {
        const CppnGraph graph =
            test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange(0, 80),
                            *rc::gen::element(1u, 3u));
        const std::vector<bool> needed = neededNodes(graph);
        RC_ASSERT(static_cast<std::size_t>(std::count(needed.begin() + cppnInputs, needed.end(),
                                                      true)) == compiled(graph).steps.size());
    }));
}

void TestCppnGraph::writesReadableJson()
{
    CppnGraph graph = small();
    graph.nodes.erase(graph.nodes.begin() + 5); // the gaussian keeps its id, 6
    graph.connections = {{5, 4, 10.0f}, {0, 5, 0.1f}};
    QCOMPARE(QString::fromStdString(CppnGenome(graph).toJson().dump()),
             QString(R"({"encoding":"cppn","nodes":[{"id":0,"kind":"input","input":"x"},)"
                     R"({"id":1,"kind":"input","input":"y"},)"
                     R"({"id":2,"kind":"input","input":"distance"},)"
                     R"({"id":3,"kind":"input","input":"bias"},)"
                     R"({"id":4,"kind":"output","function":"sigmoid"},)"
                     R"({"id":6,"kind":"hidden","function":"gaussian"}],)"
                     R"("connections":[{"from":6,"to":4,"weight":10.0},)"
                     R"({"from":0,"to":6,"weight":0.100000001}]})"));
}

void TestCppnGraph::jsonRoundTrip()
{
    QVERIFY(rc::check([] {
        CppnGraph graph = test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(),
                                          *rc::gen::inRange(0, 80), *rc::gen::element(1u, 3u));
        for (CppnNode& node : graph.nodes) // what it says of inputs is not written
            if (node.id < cppnInputs)
                node.function = NodeFunction::Linear;
        const auto back = parseCppn(Json::parse(CppnGenome(graph).toJson().dump()));
        RC_ASSERT(back.has_value());
        RC_ASSERT((*back)->graph() == graph);
    }));
}

Q_DECLARE_METATYPE(std::function<void(Json&)>)

void TestCppnGraph::refusesBadJson_data()
{
    QTest::addColumn<std::function<void(Json&)>>("spoil");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* what, std::function<void(Json&)> spoil) {
        QTest::newRow(name) << std::move(spoil) << QString(what);
    };
    row("no object", "genome", [](Json& j) { j = Json::array(); });
    row("nothing", "genome", [](Json& j) { j = nullptr; });
    row("unknown key", "genome.colour", [](Json& j) { j["colour"] = 1; });
    row("no encoding", "genome.encoding", [](Json& j) { j.erase("encoding"); });
    row("other encoding", "genome.encoding", [](Json& j) { j["encoding"] = "direct"; });
    row("encoding is a number", "genome.encoding", [](Json& j) { j["encoding"] = 3; });
    row("no nodes", "genome.nodes", [](Json& j) { j.erase("nodes"); });
    row("nodes are no list", "genome.nodes", [](Json& j) { j["nodes"] = Json::object(); });
    row("empty", "genome.nodes", [](Json& j) { j["nodes"] = Json::array(); });
    row("no output", "genome.nodes", [](Json& j) { j["nodes"].erase(4); });
    row("node is no object", "genome.nodes[5]", [](Json& j) { j["nodes"][5] = 5; });
    row("key of node", "genome.nodes[5].bias", [](Json& j) { j["nodes"][5]["bias"] = 5; });
    row("kind", "genome.nodes[5].kind", [](Json& j) { j["nodes"][5]["kind"] = "input"; });
    row("input order", "genome.nodes[1].input", [](Json& j) { j["nodes"][1]["input"] = "x"; });
    row("no id", "genome.nodes[2].id", [](Json& j) { j["nodes"][2].erase("id"); });
    row("id is a fraction", "genome.nodes[2].id", [](Json& j) { j["nodes"][2]["id"] = 2.0; });
    row("id is negative", "genome.nodes[0].id", [](Json& j) { j["nodes"][0]["id"] = -1; });
    row("id is huge", "genome.nodes[6].id", [](Json& j) { j["nodes"][6]["id"] = 1ull << 63; });
    row("id twice", "genome.nodes[6].id", [](Json& j) { j["nodes"][6]["id"] = 5; });
    row("function", "genome.nodes[6].function", [](Json& j) { j["nodes"][6]["function"] = "tan"; });
    row("no connections", "genome.connections", [](Json& j) { j.erase("connections"); });
    row("no such source", "genome.connections[0].from",
        [](Json& j) { j["connections"][0]["from"] = 77; });
    row("no such target", "genome.connections[0].to",
        [](Json& j) { j["connections"][0]["to"] = "4"; });
    row("no weight", "genome.connections[2].weight",
        [](Json& j) { j["connections"][2].erase("weight"); });
    row("huge weight", "genome.connections[2].weight",
        [](Json& j) { j["connections"][2]["weight"] = 1e300; });
    row("weight is a text", "genome.connections[2].weight",
        [](Json& j) { j["connections"][2]["weight"] = "1"; });
    row("circle", "genome.connections", [](Json& j) {
        j["connections"].push_back({{"from", 6}, {"to", 5}, {"weight", 1}});
    });
}

void TestCppnGraph::refusesBadJson()
{
    QFETCH(std::function<void(Json&)>, spoil);
    QFETCH(QString, what);
    Json json = CppnGenome(small()).toJson();
    QVERIFY(parseCppn(json).has_value());
    spoil(json);
    const auto result = parseCppn(json);
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().what), what);
    QVERIFY(!result.error().why.empty());
    QVERIFY(!result.error().advice.empty());
}

void TestCppnGraph::compilesOnlyWhatReachesAnOutput()
{
    CppnGraph graph = small();
    const std::uint32_t dead = test::addHidden(graph, NodeFunction::Sine);
    graph.connections.push_back({1, dead, 1});
    graph.connections.push_back({5, dead, 1});
    const CppnProgram program = compiled(graph);
    QCOMPARE(program.steps.size(), 3u);
    QCOMPARE(program.edges.size(), 3u); // the bias is none
    QCOMPARE(program.needsInput, (std::array<bool, 3>{true, false, false}));
    QCOMPARE(program.steps[0].function, NodeFunction::Sine);
    QCOMPARE(program.steps[1].function, NodeFunction::Gaussian);
    QCOMPARE(program.steps[2].function, NodeFunction::Sigmoid);
    QCOMPARE(program.steps[2].bias, 0.1f);
    QCOMPARE(program.outputSlots[0], program.steps[2].slot);
}

void TestCppnGraph::compiledStepsReadWhatIsThere()
{
    QVERIFY(rc::check([] {
        const CppnGraph graph =
            test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange(0, 100),
                            *rc::gen::element(1u, 3u));
        const CppnProgram program = compiled(graph);
        std::set<std::uint32_t> filled{0, 1, 2};
        for (const CppnProgram::Step& step : program.steps) {
            RC_ASSERT(step.slot < program.slots);
            for (std::uint32_t e = step.firstEdge; e < step.endEdge; ++e) {
                RC_ASSERT(filled.count(program.edges[e].slot) == 1);
                RC_ASSERT(program.edges[e].slot != step.slot); // it is still being read
            }
            filled.insert(step.slot);
        }
    }));
}

void TestCppnGraph::chainsShareSlots()
{
    CppnGraph graph = test::bareCppn(1);
    std::uint32_t last = InputX;
    for (int i = 0; i < 500; ++i) {
        const std::uint32_t node = test::addHidden(graph, NodeFunction::Sine);
        graph.connections.push_back({last, node, 1});
        last = node;
    }
    graph.connections.push_back({last, cppnInputs, 1});
    QVERIFY(validated(graph).has_value());
    const CppnProgram program = compiled(graph);
    QCOMPARE(program.steps.size(), 501u);
    QVERIFY(program.slots <= 5);
}

QTEST_GUILESS_MAIN(TestCppnGraph)
#include "tst_cppngraph.moc"
