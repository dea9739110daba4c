// SPDX-License-Identifier: GPL-3.0-or-later
// Any model of ours becomes a classifier, whatever runs it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>

namespace pareidolia {

/// By the manifest's runner: LibTorch on a device ("cpu", "cuda:0" …), or OpenCV, which is for the
/// CPU only. Blocks until the network has run once.
Result<std::unique_ptr<Classifier>> loadClassifier(const ModelFile& file,
                                                   const std::string& device = "cpu");

/// The same for a network by its name in the library or by its path.
Result<std::shared_ptr<const Classifier>> openClassifier(const std::string& nameOrPath,
                                                         const std::string& device = "cpu");

/// The very network that something was made with: the one of that name or path if its hash is
/// still the same, else any of the library with that hash, run after the same plan. A failure that
/// tells both hashes where there is none.
Result<std::shared_ptr<const Classifier>> openSameClassifier(const ModelInfo& wanted,
                                                             const std::string& nameOrPath,
                                                             const std::string& device = "cpu");

} // namespace pareidolia
