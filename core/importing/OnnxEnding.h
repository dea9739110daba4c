// SPDX-License-Identifier: GPL-3.0-or-later
// What an ONNX network does last: whether its answers are logits, or made of logits.
#pragma once

#include "core/importing/OnnxNormal.h"
#include "onnx.pb.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class OnnxValues;

struct Ending
{
    OnnxAnswers answers = OnnxAnswers::Unknown; ///< what the value holds
    std::string logits;                         ///< before a last softmax; empty if there is none
    std::vector<NodeProto> after;               ///< what changes only the shape, the last first
};

/// Back from the value over whatever changes neither numbers nor their order.
Ending endingOf(const OnnxValues& values, const std::string& value, std::int64_t opset);

} // namespace pareidolia::onnx
