// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX network as a classifier: OpenVINO scores it, and LibTorch gives its gradients.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/PlanTuner.h"

#include <memory>
#include <string>

namespace pareidolia {

/// A network in its normal form (core/importing), shared: it is large.
using OnnxBytes = std::shared_ptr<const std::string>;

/// `onnx` is tried by a program of its own first. On another device than the "cpu", LibTorch scores
/// as well. Errors name `source`. Gradients are prepared when the first one is asked for, which
/// costs a copy of the weights.
Result<std::unique_ptr<Classifier>> makeOnnxClassifier(const ModelInfo& info, OnnxBytes onnx,
                                                       const std::string& source,
                                                       const std::string& device = "cpu");

/// The fastest plan for it on this machine. Blocks for seconds.
Result<Plan> tuneOnnxPlan(const ModelInfo& info, OnnxBytes onnx, const TuneSettings& settings = {});

} // namespace pareidolia
