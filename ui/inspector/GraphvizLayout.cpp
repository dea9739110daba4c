// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphvizLayout.h"

#include <algorithm>
#include <cmath>
#include <graphviz/gvc.h>
#include <string>

namespace pareidolia {

namespace {

/// Graphviz measures in inches of 72 points, written with the point or comma of the process's
/// language. With `grid` pixels an inch every measure here is a whole number.
constexpr double pointsAPixel = 72.0 / GraphvizLayout::grid;

// What takes up to 20 ms; it is the crowded networks that take long.
constexpr std::uint32_t mostNodes = 200;
constexpr std::uint32_t alwaysFew = 120; ///< connections

std::string inches(double pixels)
{
    return std::to_string(std::lround(pixels / GraphvizLayout::grid));
}

/// A graph of Graphviz; cgraph wants texts that it may write to, and does not.
class Drawing
{
public:
    Drawing(const CppnGraph& graph, const QSizeF& node)
        : m_graph(agopen(std::string("network").data(), Agdirected, nullptr))
    {
        set(AGRAPH, "nodesep", inches(nodeGap));
        set(AGRAPH, "ranksep", inches(rowGap));
        set(AGNODE, "shape", "box");
        set(AGNODE, "label", "");
        set(AGNODE, "fixedsize", "true");
        set(AGNODE, "width", inches(node.width()));
        set(AGNODE, "height", inches(node.height()));
        set(AGEDGE, "dir", "none");
        for (std::uint32_t place = 0; place < graph.size(); ++place)
            m_nodes.push_back(agnode(m_graph, std::to_string(place).data(), 1));
        for (const CppnConnection& c : graph.connections)
            m_edges.push_back(agedge(m_graph, m_nodes[c.from], m_nodes[c.to], nullptr, 1));
        keepInRow("source", 0, cppnInputs);
        keepInRow("sink", cppnInputs, graph.firstHidden());
    }
    ~Drawing() { agclose(m_graph); }
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;

    Agraph_t* graph() const { return m_graph; }

    /// After it was laid out.
    GraphLayout read() const
    {
        GraphLayout layout;
        const boxf box = GD_bb(m_graph);
        layout.size = {(box.UR.x - box.LL.x) / pointsAPixel, (box.UR.y - box.LL.y) / pointsAPixel};
        // Graphviz counts upwards.
        const auto pixel = [&box](const pointf& p) {
            return QPointF((p.x - box.LL.x) / pointsAPixel, (box.UR.y - p.y) / pointsAPixel);
        };
        for (Agnode_t* node : m_nodes)
            layout.nodes.push_back(pixel(ND_coord(node)));
        for (Agedge_t* edge : m_edges) {
            QPainterPath path(pixel(ND_coord(agtail(edge))));
            const splines* curves = ED_spl(edge);
            if (curves && curves->size > 0) {
                const bezier& curve = curves->list[0];
                path = QPainterPath(pixel(curve.list[0]));
                for (int i = 1; i + 2 < curve.size; i += 3)
                    path.cubicTo(pixel(curve.list[i]), pixel(curve.list[i + 1]),
                                 pixel(curve.list[i + 2]));
            } else {
                path.lineTo(pixel(ND_coord(aghead(edge))));
            }
            layout.edges.push_back(std::move(path));
        }
        return layout;
    }

private:
    void set(int kind, std::string key, std::string value)
    {
        agattr(m_graph, kind, key.data(), value.data());
    }

    /// The nodes of [first, end) side by side, in this order.
    void keepInRow(std::string rank, std::uint32_t first, std::uint32_t end)
    {
        Agraph_t* row = agsubg(m_graph, std::string(rank).data(), 1);
        agsafeset(row, std::string("rank").data(), rank.data(), std::string().data());
        for (std::uint32_t place = first; place < end; ++place) {
            agsubnode(row, m_nodes[place], 1);
            if (place > first) {
                Agedge_t* order = agedge(row, m_nodes[place - 1], m_nodes[place], nullptr, 1);
                agsafeset(order, std::string("style").data(), std::string("invis").data(),
                          std::string().data());
            }
        }
    }

    Agraph_t* m_graph;
    std::vector<Agnode_t*> m_nodes;
    std::vector<Agedge_t*> m_edges;
};

} // namespace

struct GraphvizLayout::Context
{
    GVC_t* gvc = gvContext();

    Context() { agseterr(AGMAX); } // what goes wrong is told by return values
    ~Context()
    {
        if (gvc)
            gvFreeContext(gvc);
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

GraphvizLayout::GraphvizLayout() : m_context(std::make_unique<Context>()) {}

GraphvizLayout::~GraphvizLayout() = default;

bool GraphvizLayout::canLayOut(const CppnGraph& graph)
{
    return graph.size() <= mostNodes &&
           graph.connections.size() <= std::max(alwaysFew, graph.size() * 4 / 3);
}

GraphLayout GraphvizLayout::layOut(const CppnGraph& graph, const QSizeF& node)
{
    if (!m_context->gvc || !canLayOut(graph))
        return layeredLayout(graph, node);
    const Drawing drawing(graph, node);
    if (gvLayout(m_context->gvc, drawing.graph(), "dot") != 0)
        return layeredLayout(graph, node);
    GraphLayout layout = drawing.read();
    gvFreeLayout(m_context->gvc, drawing.graph());
    return layout;
}

} // namespace pareidolia
