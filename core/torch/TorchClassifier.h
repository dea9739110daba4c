// SPDX-License-Identifier: GPL-3.0-or-later
// The real classifier: TorchScript, run by LibTorch after its plan. No torch type shows here.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

/// Loads a checked model onto a torch device ("cpu", "cuda:0" …), prepares it after its plan, and
/// runs it once: a manifest that disagrees with what the network takes or gives is an error.
/// Before anything runs, the compiled graph is checked against the operators that are allowed.
Result<std::unique_ptr<Classifier>> loadTorchClassifier(const ModelFile& file,
                                                        const std::string& device = "cpu");

/// Whether the network is run before anybody gets it. Those who try it themselves at once may
/// leave that out: its plan is taken as it is then, and it claims to have gradients.
enum class TryOut { Yes, No };

/// The same from an archive that this process wrote itself (ScriptWriter) and that is in no file
/// yet. Bytes from outside must come through `ModelFile`. `source` is named in errors.
Result<std::unique_ptr<Classifier>>
makeTorchClassifier(const ModelInfo& info, std::string_view bytes, const std::string& source,
                    const std::string& device = "cpu", TryOut tryOut = TryOut::Yes);

} // namespace pareidolia
