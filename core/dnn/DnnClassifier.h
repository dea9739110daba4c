// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that are not converted: OpenCV's DNN module runs them from their ONNX file. Scores only,
// no gradients. No OpenCV type shows here.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

/// Checks the file (`checkOnnx`), lets a child process read and run it first (OpenCV's reader of
/// ONNX was not written for files of strangers: what crashes or does not end there ends here as an
/// error), and then reads it here. `onnx`: the file's bytes; `source` is named in errors. The plan
/// is given: one picture at a time, on the calling thread alone.
///
/// Sets for the whole process that OpenCV starts no threads and logs nothing: OpenCV knows no
/// other way, and the order of additions must not depend on the number of cores.
Result<std::unique_ptr<Classifier>> makeDnnClassifier(const ModelInfo& info, std::string_view onnx,
                                                      const std::string& source);

/// The same for a checked model file whose runner is OpenCV.
Result<std::unique_ptr<Classifier>> loadDnnClassifier(const ModelFile& file);

} // namespace pareidolia
