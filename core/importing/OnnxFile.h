// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX file as a message whose data are all in it: parsed from the stream, the files of external
// data beside it read. Blocks on the disk.
#pragma once

#include "onnx.pb.h"

#include <filesystem>
#include <string_view>

namespace pareidolia::onnx {

/// Throws OnnxProblem.
ModelProto readModel(const std::filesystem::path& path);

/// The same without a folder: external data are a problem that names their file.
ModelProto readModel(std::string_view bytes);

} // namespace pareidolia::onnx
