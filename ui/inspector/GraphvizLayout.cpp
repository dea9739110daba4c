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
        : m_node(node), m_graph(agopen(std::string("network").data(), Agdirected, nullptr))
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
        addLooseNode();
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
        for (Agnode_t* node : m_nodes)
            layout.nodes.push_back(pixel(ND_coord(node)));
        for (Agedge_t* edge : m_edges)
            layout.edges.push_back(pathOf(edge));
        moveToOrigin(layout);
        return layout;
    }

private:
    /// Graphviz counts upwards.
    static QPointF pixel(const pointf& point)
    {
        return {point.x / pointsAPixel, -point.y / pointsAPixel};
    }

    static QPainterPath pathOf(Agedge_t* edge)
    {
        QPainterPath path(pixel(ND_coord(agtail(edge))));
        const splines* curves = ED_spl(edge);
        if (!curves || curves->size == 0) {
            path.lineTo(pixel(ND_coord(aghead(edge))));
            return path;
        }
        const bezier& curve = curves->list[0];
        path = QPainterPath(pixel(curve.list[0]));
        for (int i = 1; i + 2 < curve.size; i += 3)
            path.cubicTo(pixel(curve.list[i]), pixel(curve.list[i + 1]), pixel(curve.list[i + 2]));
        return path;
    }

    void moveToOrigin(GraphLayout& layout) const
    {
        QRectF box;
        for (const QPointF& middle : layout.nodes) {
            QRectF place(QPointF(), m_node);
            place.moveCenter(middle);
            box |= place;
        }
        for (const QPainterPath& edge : layout.edges)
            box |= edge.boundingRect();
        for (QPointF& middle : layout.nodes)
            middle -= box.topLeft();
        for (QPainterPath& edge : layout.edges)
            edge.translate(-box.topLeft());
        layout.size = box.size();
    }

    /// Graphviz 2.42 marks nodes by a counter of 8 bits that it never resets. A layout counts up by
    /// two, or by three if a node has neither input nor output; when the counter comes round to 1
    /// in the second or third step, dot takes old marks for new ones and reads freed memory. With a
    /// loose node it is always three, and since three divides 255 the 1 always falls on the first
    /// step, where there are no old marks.
    void addLooseNode()
    {
        Agnode_t* loose = agnode(m_graph, std::string("loose").data(), 1);
        for (std::string side : {"width", "height"})
            agset(loose, side.data(), std::string("0").data());
    }

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

    QSizeF m_node;
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
