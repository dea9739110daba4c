// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runfile/Reopening.h"

#include "core/base/ReturnError.h"
#include "core/base/Version.h"
#include "core/classifier/TenCrops.h"

#include <utility>

namespace pareidolia {

RunHeader headerOf(const Run& run)
{
    const auto network = withView(run.sharedClassifier(), NetworkView::OneCrop).value();
    return {.spec = run.settings().begun(),
            .model = network->info(),
            .runtime = network->runtime(),
            .program = programVersion(),
            .origin = {}};
}

Result<std::unique_ptr<Run>> reopen(const RunFile& file,
                                    std::shared_ptr<const Classifier> classifier)
{
    const RunHeader& header = file.header();
    if (!classifier->info().standsFor(header.model.sha256))
        return failure(file.path().string(),
                       "its network is " + header.model.name + ", not " + classifier->info().name,
                       "open it with the network that it was made with");
    ASSIGN_OR_RETURN(const auto fresh, Run::create(header.spec, classifier));
    ASSIGN_OR_RETURN(auto saved, file.load(fresh->search()));
    return Run::resume(std::move(saved), std::move(classifier));
}

std::string differenceOf(const RunHeader& header, const Classifier& classifier)
{
    if (classifier.runtime() == header.runtime)
        return {};
    return "The run was started with " + header.runtime + "; this program uses " +
           classifier.runtime() +
           ", which may round differently: its further course may differ from what it would have "
           "been there.";
}

} // namespace pareidolia
