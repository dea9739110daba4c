// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX file after everything about it was checked that does not depend on what its operators do.
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
    ModelProto proto;                    ///< nodes and tensors that the answer needs, and no others
    std::string picture;                 ///< the input's name
    std::string answer;                  ///< the output's
    std::array<std::int64_t, 3> input{}; ///< channels × height × width
    std::int64_t batch = 0;              ///< pictures at once; 0: any number
    std::int64_t opset = 0;
    bool branches = false; ///< some node holds graphs of its own
};

/// Throws OnnxProblem.
SoundModel soundModel(std::string_view bytes, const OnnxOptions& options);

/// The model written anew: one picture a batch, its size fixed, nothing that was not looked at.
std::string writtenAnew(SoundModel model);

} // namespace pareidolia::onnx
