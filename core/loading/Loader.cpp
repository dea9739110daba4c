// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/Loader.h"

#include "core/base/ReturnError.h"
#include "core/importing/OnnxNormal.h"
#include "core/loading/OnnxClassifier.h"
#include "core/models/ModelLibrary.h"
#include "core/torch/TorchClassifier.h"

namespace pareidolia {

namespace {

std::shared_ptr<const Classifier> shared(std::unique_ptr<Classifier> classifier)
{
    return classifier;
}

} // namespace

Result<std::string> normalOnnx(std::string_view bytes, const std::string& source,
                               const ImageShape& input)
{
    ASSIGN_OR_RETURN(auto normal, readOnnx(bytes, source,
                                           {.size = OnnxChoices::Size{input.width, input.height},
                                            .channels = input.channels}));
    if (normal.width != input.width || normal.height != input.height ||
        normal.channels != input.channels)
        return failure(source, "its network takes pictures of another size than its manifest says",
                       "import the network again");
    return std::move(normal.bytes);
}

Result<std::unique_ptr<Classifier>> loadClassifier(const ModelFile& file, const std::string& device)
{
    const ModelInfo& info = file.info();
    if (info.runner == Runner::TorchScript)
        return loadTorchClassifier(file, device);
    const std::string source = file.path().string();
    ASSIGN_OR_RETURN(auto normal, normalOnnx(file.bytes(), source, info.input));
    return makeOnnxClassifier(info, std::make_shared<const std::string>(std::move(normal)), source,
                              device);
}

Result<std::shared_ptr<const Classifier>> openClassifier(const std::string& nameOrPath,
                                                         const std::string& device)
{
    ASSIGN_OR_RETURN(const auto file, ModelLibrary::standard().open(nameOrPath));
    return loadClassifier(file, device).map(shared);
}

Result<std::shared_ptr<const Classifier>> openSameClassifier(const ModelInfo& wanted,
                                                             const std::string& nameOrPath,
                                                             const std::string& device)
{
    const auto isIt = [&](const ModelInfo& info) { return info.standsFor(wanted.sha256); };
    const ModelLibrary library = ModelLibrary::standard();
    const auto named = library.open(nameOrPath);
    if (named && isIt(named->info())) // a newer form has a plan of its own
        return loadClassifier(named->info().sha256 == wanted.sha256 ? named->withPlan(wanted.plan)
                                                                    : *named,
                              device)
            .map(shared);
    for (const ModelLibrary::Entry& entry : library.survey().entries)
        if (isIt(entry.info))
            return openSameClassifier(wanted, entry.file.string(), device);
    if (!named)
        return tl::unexpected(named.error());
    return failure(nameOrPath,
                   "it is another network now (" + named->info().sha256.substr(0, 12) +
                       "… instead of " + wanted.sha256.substr(0, 12) + "…)",
                   "put the network with that hash into the library");
}

} // namespace pareidolia
