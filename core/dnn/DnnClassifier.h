// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that are not converted: OpenCV's DNN module runs them from their ONNX file. Scores only,
// no gradients. No OpenCV type is visible here.
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

/// The only plan with which OpenCV runs a network here.
inline constexpr Plan dnnPlan{.layout = Plan::Layout::ChannelsFirst,
                              .preparation = Plan::Preparation::Plain,
                              .microBatch = 1,
                              .gradientMicroBatch = 1};

/// Checks the file (`checkOnnx`), lets another program read and run it first (NetworkTrial: what
/// crashes or does not end there ends here as an error), and then reads it here. `onnx`: the file's
/// bytes; `source` is named in errors. The plan is `dnnPlan`, on the calling thread alone.
///
/// Stops OpenCV's threads and logging for the whole process: OpenCV has no narrower setting, and
/// the order of additions must not depend on the number of cores.
Result<std::unique_ptr<Classifier>> makeDnnClassifier(const ModelInfo& info, std::string_view onnx,
                                                      const std::string& source);

/// The same for a checked model file whose runner is OpenCV.
Result<std::unique_ptr<Classifier>> loadDnnClassifier(const ModelFile& file);

/// For the import: the raw outputs of the network for pictures. Of `info`, only input, channel
/// order and normalisation are used.
Result<std::vector<std::vector<double>>> dnnAnswers(const ModelInfo& info, std::string_view onnx,
                                                    std::span<const Image> pictures,
                                                    const std::string& source);

/// The remark about a network that is not converted.
std::string dnnRemark(const UnsupportedOperators& missing);

} // namespace pareidolia
