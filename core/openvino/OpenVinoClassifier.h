// SPDX-License-Identifier: GPL-3.0-or-later
// A classifier that scores an ONNX network with OpenVINO. It gives no gradients: core/torch does.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/openvino/OpenVinoNetwork.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

struct OpenVinoOptions
{
    /// Compares the scores of a micro-batch place by place before the first real one.
    bool checkPlaces = true;
    Precision precision = Precision::Float32;
};

/// What its plan asks for.
OpenVinoNetwork::Form formOf(const ModelInfo& info);

/// `onnx`: a normal form that was tried (NetworkTrial). Errors name `source`: OpenVINO is missing
/// or does not run it, or there is not one label per number of its answer. Where a picture's scores
/// depend on its place in a micro-batch, the plan is given up for one picture at a time.
Result<std::unique_ptr<Classifier>> makeOpenVinoClassifier(const ModelInfo& info,
                                                           std::string_view onnx,
                                                           const std::string& source,
                                                           const OpenVinoOptions& options = {});

} // namespace pareidolia
