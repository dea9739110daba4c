// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX file after all checks that do not depend on the meaning of its operators.
#pragma once

#include "core/importing/OnnxReader.h"
#include "onnx.pb.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pareidolia::onnx {

struct SoundModel
{
    ModelProto proto;                    ///< only nodes and tensors that the output depends on
    std::string picture;                 ///< the input's name
    std::string answer;                  ///< the output's
    std::array<std::int64_t, 3> input{}; ///< channels × height × width
    std::int64_t batch = 0;              ///< batch size; 0: any
    std::int64_t opset = 0;
    bool branches = false; ///< some node contains graphs
};

/// Throws OnnxProblem.
SoundModel soundModel(std::string_view bytes, const OnnxOptions& options);

/// The model rewritten: batches of one picture, fixed size, only checked parts.
std::string writtenAnew(SoundModel model);

} // namespace pareidolia::onnx
