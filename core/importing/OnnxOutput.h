// SPDX-License-Identifier: GPL-3.0-or-later
// The output of an ONNX network that says how sure it is of each class becomes "answers".
#pragma once

#include "core/importing/OnnxInput.h"
#include "core/importing/OnnxNormal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia::onnx {

class GraphProto;
class OnnxEditor;

/// An output of the file, and the value that holds its numbers.
struct Answer
{
    std::string output;
    std::string value; ///< another than `output` where that is made of it (a map, the best class)
    int type = 0;
    std::optional<std::vector<std::int64_t>> shape;
    std::int64_t classes = 0; ///< 0: not told
};

/// The user's choice, or the most likely. Fills in all that can be chosen. Throws if there is none.
Answer chooseAnswer(const GraphProto& graph, const OnnxChoices& choices, std::int64_t opset,
                    NormalOnnx& normal);

/// Drops a last softmax, and tells what the answers are. Sets the value.
void endWithLogits(OnnxEditor& editor, Answer& answer, NormalOnnx& normal);

/// Makes the graph's one output of it.
void normalizeOutput(OnnxEditor& editor, const Answer& answer, const Batch& batch,
                     NormalOnnx& normal);

} // namespace pareidolia::onnx
