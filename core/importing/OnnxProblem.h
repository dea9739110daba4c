// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the reader of ONNX a problem is thrown, because it may lie deep in nested graphs; the one
// public function (OnnxNormal.h) makes an Error of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pareidolia::onnx {

class NodeProto;

struct OnnxProblem
{
    std::string why;
    std::string advice = "export the network again, or choose another file";
    bool usage = false; ///< a choice of the user's does not fit the file
};

/// Text from the file for messages: in quotation marks, shortened, control characters as \x1b.
std::string shown(std::string_view text);

/// "Conv", or "com.microsoft.Attention" for an operator that is not in ONNX; for messages.
std::string kindOf(const NodeProto& node);

/// `Conv "features.0"`: its own name, or that of its first output.
std::string shown(const NodeProto& node);

} // namespace pareidolia::onnx
