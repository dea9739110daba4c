// SPDX-License-Identifier: GPL-3.0-or-later
// Lays CPPNs out with Graphviz's "dot", which crosses few connections and leads them around nodes.
// Graphviz has global state and is not thread-safe: main thread only.
#pragma once

#include "ui/inspector/GraphLayout.h"

#include <memory>

namespace pareidolia {

class GraphvizLayout
{
public:
    GraphvizLayout(); ///< takes some milliseconds: Graphviz loads its plug-ins
    ~GraphvizLayout();

    /// `node`: in multiples of `grid`. CPPNs too large for a layout within 50 ms, or all if
    /// Graphviz does not work, get the layered layout.
    GraphLayout layOut(const CppnGraph& graph, const QSizeF& node);

    static constexpr int grid = 8;

    /// Whether Graphviz is fast enough for it.
    static bool canLayOut(const CppnGraph& graph);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace pareidolia
