// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a classifier of a model file, whichever library runs it.
#pragma once

#include "core/base/Error.h"
#include "core/classifier/Classifier.h"
#include "core/models/ModelFile.h"

#include <memory>
#include <string>
#include <string_view>

namespace pareidolia {

/// The normal form (core/importing) of the ONNX network in a model file, which may come from
/// anybody, for pictures of the manifest's shape.
Result<std::string> normalOnnx(std::string_view bytes, const std::string& source,
                               const ImageShape& input);

/// On the processor ("cpu") as the file's form asks for, or on another torch device ("cuda:0" …),
/// on which LibTorch runs everything. Blocks until the network has run once.
Result<std::unique_ptr<Classifier>> loadClassifier(const ModelFile& file,
                                                   const std::string& device = "cpu");

/// The same for a network by its name in the library or by its path.
Result<std::shared_ptr<const Classifier>> openClassifier(const std::string& nameOrPath,
                                                         const std::string& device = "cpu");

/// The network that something was made with: the one with that name or path if its hash is the
/// same, else any network of the library with that hash, with the same plan; or the same weights in
/// a newer form. If there is none, a failure that names both hashes.
Result<std::shared_ptr<const Classifier>> openSameClassifier(const ModelInfo& wanted,
                                                             const std::string& nameOrPath,
                                                             const std::string& device = "cpu");

} // namespace pareidolia
