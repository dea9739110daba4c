// SPDX-License-Identifier: GPL-3.0-or-later
// Networks in 16 bits are computed in 32, so that every runtime gives them the same precision.
#pragma once

namespace pareidolia::onnx {

class GraphProto;

/// Types and attributes of a whole graph speak of float32 where they spoke of halves or bfloat16.
/// The outer initialisers stay what they are until they are written (OnnxBytes.h). Whether anything
/// was narrow.
bool widenGraph(GraphProto& graph);

} // namespace pareidolia::onnx
