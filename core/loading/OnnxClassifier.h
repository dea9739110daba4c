// SPDX-License-Identifier: GPL-3.0-or-later
// An ONNX network as a classifier: OpenVINO scores it, and LibTorch gives its gradients.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/PlanTuner.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

/// `onnx`: a normal form (core/importing). It is tried by a program of its own first. On another
/// device than the "cpu", LibTorch scores as well. Errors name `source`. Gradients are prepared when
/// the first one is asked for, which costs a copy of the weights.
Result<std::unique_ptr<Classifier>> makeOnnxClassifier(const ModelInfo& info,
                                                       std::string_view onnx,
                                                       const std::string& source,
                                                       const std::string& device = "cpu");

/// The fastest plan for it on this machine. Blocks for seconds.
Result<Plan> tuneOnnxPlan(const ModelInfo& info, std::string_view onnx,
                          const TuneSettings& settings = {});

} // namespace pareidolia
