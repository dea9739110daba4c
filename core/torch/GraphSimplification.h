// SPDX-License-Identifier: GPL-3.0-or-later
// Simplifies a graph: removes a final softmax, and folds normalisation into convolutions. Values
// keep their indices; removed layers are simply not used by any other. Pure functions.
#pragma once

#include "core/importing/GraphShapes.h"
#include "core/importing/NetworkGraph.h"

#include <vector>

namespace pareidolia {

/// The layers that the output depends on; index i is layer i.
std::vector<bool> neededLayers(const NetworkGraph& graph);

/// Leaves out a final softmax, also if it is only reshaped afterwards. True if there was one.
/// `shapes` are those of the graph and stay correct.
bool leaveOutFinalSoftmax(NetworkGraph& graph, const std::vector<ValueShape>& shapes);

/// Folds scale and shift of channels into the convolution or dense layer before, if no other layer
/// uses its output.
void foldAffineLayers(NetworkGraph& graph);

} // namespace pareidolia
