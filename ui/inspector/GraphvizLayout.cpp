// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphvizLayout.h"

#include <algorithm>
#include <cmath>
#include <graphviz/gvc.h>
#include <string>

namespace pareidolia {

namespace {

using Rows = std::vector<std::vector<std::uint32_t>>;

/// Inputs in row 0, every other node below its sources, outputs in the last row.
Rows rowsOf(const CppnGraph& graph)
{
    std::vector<std::size_t> row(graph.size(), 1);
    std::size_t last = 1;
    std::vector<std::vector<std::uint32_t>> targets(graph.size());
    for (const CppnConnection& c : graph.connections)
        targets[c.from].push_back(c.to);
    for (const std::uint32_t node : topologicalOrder(graph)) {
        if (graph.kind(node) == NodeKind::Input)
            row[node] = 0;
        if (graph.kind(node) == NodeKind::Hidden)
            last = std::max(last, row[node] + 1);
        for (const std::uint32_t target : targets[node])
            row[target] = std::max(row[target], row[node] + 1);
    }
    Rows rows(last + 1);
    for (std::uint32_t node = 0; node < graph.size(); ++node)
        rows[graph.kind(node) == NodeKind::Output ? last : row[node]].push_back(node);
    return rows;
}

/// The mean place of each node's sources across; of those that lie above only.
std::vector<double> pulls(const CppnGraph& graph, const std::vector<QPointF>& places)
{
    std::vector<double> sum(graph.size(), 0), count(graph.size(), 0);
    for (const CppnConnection& c : graph.connections) {
        sum[c.to] += places[c.from].x();
        ++count[c.to];
    }
    for (std::size_t node = 0; node < sum.size(); ++node)
        sum[node] /= std::max(1.0, count[node]);
    return sum;
}

QPainterPath curve(const QPointF& from, const QPointF& to)
{
    const QPointF half(0, (to.y() - from.y()) / 2);
    QPainterPath path(from);
    path.cubicTo(from + half, to - half, to);
    return path;
}

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

GraphLayout layeredLayout(const CppnGraph& graph, const QSizeF& node)
{
    Rows rows = rowsOf(graph);
    const double across = node.width() + nodeGap;
    const double down = node.height() + rowGap;
    std::size_t widest = 0;
    for (const auto& row : rows)
        widest = std::max(widest, row.size());
    GraphLayout layout;
    layout.size = {static_cast<double>(widest) * across - nodeGap,
                   static_cast<double>(rows.size()) * down - rowGap};
    layout.nodes.resize(graph.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
        auto& row = rows[r];
        if (r > 0 && r + 1 < rows.size())
            std::ranges::stable_sort(
                row, {}, [pull = pulls(graph, layout.nodes)](auto n) { return pull[n]; });
        const double left = (layout.size.width() - static_cast<double>(row.size()) * across) / 2;
        for (std::size_t i = 0; i < row.size(); ++i)
            layout.nodes[row[i]] = {left + (static_cast<double>(i) + 0.5) * across,
                                    static_cast<double>(r) * down + node.height() / 2};
    }
    const QPointF half(0, node.height() / 2);
    for (const CppnConnection& c : graph.connections)
        layout.edges.push_back(curve(layout.nodes[c.from] + half, layout.nodes[c.to] - half));
    return layout;
}

GraphvizLayout::GraphvizLayout() : m_context(gvContext(), gvFreeContext)
{
    agseterr(AGMAX); // what goes wrong is told by return values
}

bool GraphvizLayout::canLayOut(const CppnGraph& graph)
{
    return graph.size() <= mostNodes &&
           graph.connections.size() <= std::max(alwaysFew, graph.size() * 4 / 3);
}

GraphLayout GraphvizLayout::layOut(const CppnGraph& graph, const QSizeF& node)
{
    if (!m_context || !canLayOut(graph))
        return layeredLayout(graph, node);
    const Drawing drawing(graph, node);
    if (gvLayout(m_context.get(), drawing.graph(), "dot") != 0)
        return layeredLayout(graph, node);
    GraphLayout layout = drawing.read();
    gvFreeLayout(m_context.get(), drawing.graph());
    return layout;
}

} // namespace pareidolia
