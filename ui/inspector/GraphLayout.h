// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a CPPN: inputs on top, outputs at the bottom, every connection downwards.
#pragma once

#include "core/encoding/CppnGraph.h"

#include <QPainterPath>
#include <QPointF>
#include <QSizeF>
#include <vector>

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

} // namespace pareidolia
