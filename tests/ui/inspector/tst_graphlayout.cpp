// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphvizLayout.h"

#include "tests/core/encoding/GrownCppn.h"

#include <QTest>
#include <rapidcheck.h>

using namespace pareidolia;

namespace {

const QSizeF node(56, 64);

/// What people rely on when they look at one.
void expectReadable(const CppnGraph& graph, const GraphLayout& layout)
{
    RC_ASSERT(layout.nodes.size() == graph.nodes.size());
    RC_ASSERT(layout.edges.size() == graph.connections.size());
    const QRectF whole = QRectF(QPointF(), layout.size).adjusted(-1, -1, 1, 1);
    std::vector<QRectF> places;
    for (const QPointF& middle : layout.nodes) {
        QRectF place(QPointF(), node);
        place.moveCenter(middle);
        RC_ASSERT(whole.contains(place));
        for (const QRectF& other : places)
            RC_ASSERT(!place.adjusted(1, 1, -1, -1).intersects(other));
        places.push_back(place);
    }
    for (std::uint32_t place = 0; place < graph.size(); ++place) {
        if (graph.kind(place) != NodeKind::Input)
            RC_ASSERT(layout.nodes[place].y() > layout.nodes[InputX].y());
        if (graph.kind(place) != NodeKind::Output)
            RC_ASSERT(layout.nodes[place].y() < layout.nodes[cppnInputs].y());
    }
    for (std::uint32_t input = 1; input < cppnInputs; ++input)
        RC_ASSERT(layout.nodes[input - 1].x() < layout.nodes[input].x());
    for (std::uint32_t output = cppnInputs + 1; output < graph.firstHidden(); ++output)
        RC_ASSERT(layout.nodes[output - 1].x() < layout.nodes[output].x());
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        const QPointF start = layout.edges[i].pointAtPercent(0);
        const QPointF end = layout.edges[i].pointAtPercent(1);
        RC_ASSERT(places[graph.connections[i].from].adjusted(-2, -2, 2, 2).contains(start));
        RC_ASSERT(places[graph.connections[i].to].adjusted(-2, -2, 2, 2).contains(end));
        RC_ASSERT(start.y() < end.y());
    }
}

CppnGraph anyGraph(int mostMutations)
{
    return test::grownCppn(*rc::gen::arbitrary<std::uint64_t>(),
                           *rc::gen::inRange(0, mostMutations), *rc::gen::element(1u, 3u));
}

} // namespace

class TestGraphLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void graphvizMakesItReadable();
    void layeredMakesItReadable();
    void crowdedAndVeryLargeOnesAreLayered();
    void theSameNetworkIsLaidOutTheSameWay();
    void manyLayoutsInARowDoNoHarm();
};

void TestGraphLayout::graphvizMakesItReadable()
{
    GraphvizLayout graphviz;
    QVERIFY(rc::check([&] {
        const CppnGraph graph = anyGraph(120);
        expectReadable(graph, graphviz.layOut(graph, node));
    }));
}

void TestGraphLayout::layeredMakesItReadable()
{
    QVERIFY(rc::check([] {
        const CppnGraph graph = anyGraph(120);
        expectReadable(graph, layeredLayout(graph, node));
    }));
}

void TestGraphLayout::crowdedAndVeryLargeOnesAreLayered()
{
    CppnGraph large = test::bareCppn(1, NodeFunction::Sine);
    for (int i = 0; i < 500; ++i)
        large.connections.push_back({InputX, test::addHidden(large, NodeFunction::Sine), 1});
    CppnGraph crowded = test::bareCppn(1, NodeFunction::Sine);
    for (int i = 0; i < 20; ++i) {
        const std::uint32_t added = test::addHidden(crowded, NodeFunction::Sine);
        for (std::uint32_t from = crowded.firstHidden(); from < added; ++from)
            crowded.connections.push_back({from, added, 1});
    }
    GraphvizLayout graphviz;
    for (const CppnGraph& graph : {large, crowded}) {
        QVERIFY(!GraphvizLayout::canLayOut(graph));
        QCOMPARE(graphviz.layOut(graph, node).nodes, layeredLayout(graph, node).nodes);
    }
    QVERIFY(GraphvizLayout::canLayOut(test::grownCppn(1, 200)));
}

void TestGraphLayout::theSameNetworkIsLaidOutTheSameWay()
{
    const CppnGraph graph = test::grownCppn(7, 60);
    GraphvizLayout first, second;
    QCOMPARE(first.layOut(graph, node).nodes, first.layOut(graph, node).nodes);
    QCOMPARE(first.layOut(graph, node).nodes, second.layOut(graph, node).nodes);
}

/// Graphviz 2.42 counts in 8 bits what it does, and read freed memory when they ran over.
void TestGraphLayout::manyLayoutsInARowDoNoHarm()
{
    GraphvizLayout graphviz;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        Stream stream(seed, 0, 0, Purpose::Mutation);
        CppnGraph graph = randomCppn(3, stream);
        for (int i = 0; i < 150; ++i) {
            mutateCppn(graph, {}, stream);
            QCOMPARE(graphviz.layOut(graph, node).nodes.size(), graph.nodes.size());
        }
    }
}

QTEST_MAIN(TestGraphLayout)
#include "tst_graphlayout.moc"
