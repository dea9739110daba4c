// SPDX-License-Identifier: GPL-3.0-or-later
// Reads Caffe's two files, .prototxt and .caffemodel, and writes the network as an ONNX model:
// N pictures × channels × height × width, named "pictures", give N × classes, named "answers".
// Thread: any; does not block on anything. Files are untrusted: any bytes give a value or an error.
#pragma once

#include "core/base/Error.h"
#include "core/base/PictureSize.h"
#include "core/importing/AnswerKind.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pareidolia {

struct CaffeFiles
{
    std::string prototxt;
    std::string prototxtName; ///< named in errors
    std::string caffemodel;   ///< released once it is read: move it here
    std::string caffemodelName;
    std::string mean{}; ///< a .binaryproto or .npy; empty: none
    std::string meanName{};
};

/// What the user says; numbers per channel are in the network's own order of channels.
struct CaffeOptions
{
    std::optional<PictureSize> size{}; ///< of the input, instead of the prototxt's
    std::vector<float> mean{};         ///< empty, one number, or one per channel
    std::vector<float> scale{};        ///< the same
};

struct CaffeNetwork
{
    std::string name;                    ///< in the prototxt; may be empty
    std::string onnx;                    ///< the model, serialised
    std::array<std::int64_t, 3> input{}; ///< channels, height, width
    std::size_t classes = 0;             ///< at least two
    AnswerKind answers = AnswerKind::Logits;

    /// What its files say should be done to bytes of 0 to 255: x = (byte − mean) · scale. Empty
    /// where they say nothing; one number or one per channel, in the network's own order (which in
    /// Caffe's own tools is blue, green, red). A picture of means that is subtracted inside the
    /// network is not in it.
    std::vector<float> mean, scale;

    std::vector<std::string> remarks; ///< remarks for the user, a sentence each
};

/// Layers of either generation (V1, and those after it). A softmax at the end is left out. A mean
/// that covers the input is subtracted pixel by pixel inside the network (of a larger one its
/// middle, as Caffe does where it crops), after the scale has been applied: with `options.scale` if
/// there is one, else with the prototxt's. Errors name a file and the layer; all unsupported types
/// are named at once. Needs memory for about twice the weights, those in `files` counted.
Result<CaffeNetwork> readCaffe(CaffeFiles files, const CaffeOptions& options = {});

} // namespace pareidolia
