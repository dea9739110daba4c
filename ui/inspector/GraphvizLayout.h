// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a CPPN: inputs on top, outputs at the bottom, every connection downwards.
// Graphviz's "dot" crosses few connections and leads them around nodes; it has global state and is
// not thread-safe: main thread only.
#pragma once

#include "core/encoding/CppnGraph.h"

#include <QPainterPath>
#include <QPointF>
#include <QSizeF>
#include <memory>
#include <vector>

struct GVC_s; // of Graphviz

namespace pareidolia {

/// In pixels, from (0, 0) to `size`.
struct GraphLayout
{
    QSizeF size;
    std::vector<QPointF> nodes;      ///< their centres, in the graph's order
    std::vector<QPainterPath> edges; ///< from source to target, in the graph's order
};

/// Space between nodes of a row, and between rows.
inline constexpr int nodeGap = 8;
inline constexpr int rowGap = 16;

/// Every node in its first possible row, rows ordered by the mean position of the sources: for
/// CPPNs too large for a better layout in time. Inputs and outputs keep their order. Takes
/// milliseconds.
GraphLayout layeredLayout(const CppnGraph& graph, const QSizeF& node);

class GraphvizLayout
{
public:
    GraphvizLayout(); ///< takes some milliseconds: Graphviz loads its plug-ins

    /// `node`: in multiples of `grid`. CPPNs too large for a layout within 50 ms, or all if
    /// Graphviz does not work, get the layered layout.
    GraphLayout layOut(const CppnGraph& graph, const QSizeF& node);

    static constexpr int grid = 8;

    /// Whether Graphviz is fast enough for it.
    static bool canLayOut(const CppnGraph& graph);

private:
    std::unique_ptr<GVC_s, int (*)(GVC_s*)> m_context;
};

} // namespace pareidolia
