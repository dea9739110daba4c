// SPDX-License-Identifier: GPL-3.0-or-later
// What a graph can do without: the softmax at its end, and normalisation that convolutions can do
// along the way. Values keep their numbers; layers that are not needed any more are simply taken by
// nobody. Pure functions.
#pragma once

#include "core/importing/GraphShapes.h"
#include "core/importing/NetworkGraph.h"

#include <vector>

namespace pareidolia {

/// The layers that the answer depends on; index i is layer i.
std::vector<bool> neededLayers(const NetworkGraph& graph);

/// Leaves out the softmax that the answer ends in, also where it is only reshaped afterwards. True
/// if there was one. `shapes` are those of the graph and stay right.
bool leaveOutFinalSoftmax(NetworkGraph& graph, const std::vector<ValueShape>& shapes);

/// Folds scale and shift of channels into the convolution or dense layer before, where nobody else
/// takes what that one gives.
void foldAffineLayers(NetworkGraph& graph);

} // namespace pareidolia
