// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/Loader.h"

#include "core/dnn/DnnClassifier.h"
#include "core/models/ModelLibrary.h"
#include "core/torch/TorchClassifier.h"

#include <utility>

namespace pareidolia {

Result<std::unique_ptr<Classifier>> loadClassifier(const ModelFile& file, const std::string& device)
{
    if (file.info().runner == Runner::TorchScript)
        return loadTorchClassifier(file, device);
    if (device != "cpu")
        return usageError(file.info().name, "it runs through OpenCV, which works on the cpu only",
                          "leave the device out");
    return loadDnnClassifier(file);
}

Result<std::shared_ptr<const Classifier>> openClassifier(const std::string& nameOrPath,
                                                         const std::string& device)
{
    const auto file = ModelLibrary::standard().open(nameOrPath);
    if (!file)
        return tl::unexpected(file.error());
    auto classifier = loadClassifier(*file, device);
    if (!classifier)
        return tl::unexpected(classifier.error());
    return std::shared_ptr<const Classifier>(std::move(*classifier));
}

} // namespace pareidolia
