// SPDX-License-Identifier: GPL-3.0-or-later
// The classifier for TorchScript networks, run by LibTorch with their plan. No torch type is
// visible.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/classifier/PlanTuner.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

/// Loads a checked model file onto a torch device ("cpu", "cuda:0" …), prepares it as its plan
/// says, and runs it once: a manifest that does not match the network's input or output is an
/// error. Before anything runs, the compiled graph is checked for allowed operators.
Result<std::unique_ptr<Classifier>> loadTorchClassifier(const ModelFile& file,
                                                        const std::string& device = "cpu");

/// Whether the network is run once before it is returned. Callers that run it themselves may leave
/// that out: it then reports gradients without having tried.
enum class TryOut { Yes, No };

/// The same from an archive that this process wrote itself (ScriptWriter) and that is in no file
/// yet. Bytes from outside must come through `ModelFile`. `source` is named in errors.
Result<std::unique_ptr<Classifier>>
makeTorchClassifier(const ModelInfo& info, std::string_view bytes, const std::string& source,
                    const std::string& device = "cpu", TryOut tryOut = TryOut::Yes);

/// A classifier of an ONNX graph in normal form (core/importing), which LibTorch interprets: slower
/// than OpenVINO, but it gives gradients and runs on other devices. Errors name `source`; operators
/// that are missing are listed.
Result<std::unique_ptr<Classifier>> makeGraphClassifier(const ModelInfo& info,
                                                        std::string_view onnx,
                                                        const std::string& source,
                                                        const std::string& device = "cpu");

/// The fastest plan for such an archive on this machine. Blocks for seconds.
Result<Plan> tuneTorchPlan(const ModelInfo& info, std::string_view bytes,
                           const TuneSettings& settings = {});

} // namespace pareidolia
