// SPDX-License-Identifier: GPL-3.0-or-later
// Lays networks out by Graphviz's "dot", which crosses few connections and leads them around nodes.
// Graphviz keeps state of its own and is not made for threads: main thread only.
#pragma once

#include "ui/inspector/GraphLayout.h"

#include <memory>

namespace pareidolia {

class GraphvizLayout
{
public:
    GraphvizLayout(); ///< takes some milliseconds: Graphviz reads its plug-ins
    ~GraphvizLayout();

    /// `node` in whole multiples of `grid`. Networks too large to be laid out within 50 ms, and all
    /// where Graphviz does not work, get the layered layout.
    GraphLayout layOut(const CppnGraph& graph, const QSizeF& node);

    static constexpr int grid = 8;

    /// Whether Graphviz is fast enough for it.
    static bool canLayOut(const CppnGraph& graph);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace pareidolia
