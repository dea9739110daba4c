// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/GraphLayout.h"

#include <algorithm>

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

} // namespace pareidolia
