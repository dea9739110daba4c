// SPDX-License-Identifier: GPL-3.0-or-later
// A normalised model as the bytes of a file. Weights are the most of it, so each is let go as soon
// as it is written: never are there two copies of all.
#pragma once

#include "onnx.pb.h"

#include <string>

namespace pareidolia::onnx {

/// All tensors become raw data, halves and bfloat16 among the initialisers float32. Throws if there
/// are more than 2 GB.
std::string bytesOf(ModelProto model);

} // namespace pareidolia::onnx
