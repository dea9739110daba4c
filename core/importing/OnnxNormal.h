// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX files of any kind become one normal form, which all that score a network can rely on: only
// operators of ONNX itself, functions put in place, nodes in order, all weights inside, exactly one
// input "pictures" (float32, N × channels × height × width) and one output "answers" (float32,
// N × classes). Thread: any; blocks on the disk. Files are untrusted: any bytes give a value or an
// error. What operators do with shapes is not computed here: run the result to know.
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// What the user says where a file leaves it open.
struct OnnxChoices
{
    struct Size
    {
        int width = 0;
        int height = 0;
    };

    std::string output; ///< the output to score; empty: the most likely one
    std::optional<Size> size;
    std::optional<int> channels; ///< 1 or 3
};

/// What the numbers of "answers" are.
enum class OnnxAnswers { Unknown, Logits, Probabilities, LogProbabilities, Sigmoids };

/// What a network expects of its pictures' values: (v − mean) / scale of v from 0 to 255.
struct OnnxScaling
{
    float mean = 0;
    float scale = 1;
};

struct NormalOnnx
{
    std::string bytes;
    int channels = 0; ///< 1 or 3; this and the size are 0 where the user has to say
    int height = 0;
    int width = 0;
    bool fixedBatch = false; ///< one picture at a time; else any number
    int classes = 0;         ///< 0 where the file does not tell
    OnnxAnswers answers = OnnxAnswers::Unknown;
    std::string output;               ///< its name in the file
    std::vector<std::string> outputs; ///< all that can be chosen
    std::string producer;             ///< "pytorch 2.13.0"; empty where it is not told
    std::int64_t opset = 0;
    std::optional<OnnxScaling> scaling; ///< where the type of the input tells
    std::vector<std::string> remarks;   ///< whole sentences, for the user
};

Result<NormalOnnx> readOnnx(const std::filesystem::path& path, const OnnxChoices& choices = {});

/// Of a file in memory, for messages `source`: its data must be in it.
Result<NormalOnnx> readOnnx(std::string_view bytes, const std::string& source,
                            const OnnxChoices& choices = {});

} // namespace pareidolia
