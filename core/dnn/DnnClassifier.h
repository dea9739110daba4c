// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that are not converted: OpenCV's DNN module runs them from their ONNX file. Scores only,
// no gradients. No OpenCV type shows here.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/importing/OnnxReader.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pareidolia {

/// The only way in which OpenCV runs a network here.
inline constexpr Plan dnnPlan{.layout = Plan::Layout::ChannelsFirst,
                              .preparation = Plan::Preparation::Plain,
                              .microBatch = 1,
                              .gradientMicroBatch = 1};

/// Checks the file (`checkOnnx`), lets another program read and run it first (NetworkTrial: what
/// crashes or does not end there ends here as an error), and then reads it here. `onnx`: the file's
/// bytes; `source` is named in errors. The plan is `dnnPlan`, on the calling thread alone.
///
/// Sets for the whole process that OpenCV starts no threads and logs nothing: OpenCV knows no
/// other way, and the order of additions must not depend on the number of cores.
Result<std::unique_ptr<Classifier>> makeDnnClassifier(const ModelInfo& info, std::string_view onnx,
                                                      const std::string& source);

/// The same for a checked model file whose runner is OpenCV.
Result<std::unique_ptr<Classifier>> loadDnnClassifier(const ModelFile& file);

/// For the import of a network that nobody knows yet: its answers to pictures, as they are. Of
/// `info` the input, the order of colours and the normalisation count.
Result<std::vector<std::vector<float>>> dnnAnswers(const ModelInfo& info, std::string_view onnx,
                                                   std::span<const Image> pictures,
                                                   const std::string& source);

/// What people are told of a network that is not converted.
std::string dnnRemark(const UnsupportedOperators& missing);

} // namespace pareidolia
