// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/ModelImport.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/dnn/DnnClassifier.h"
#include "core/importing/ImportFiles.h"
#include "core/models/ModelFile.h"
#include "core/loading/ForeignNetwork.h"
#include "core/loading/ImportedInfo.h"
#include "core/torch/NetworkProbe.h"
#include "core/classifier/PlanTuner.h"
#include "core/torch/TorchClassifier.h"

#include <cmath>
#include <new>
#include <utility>

namespace pareidolia {

namespace {

Error cancelled(const std::string& what)
{
    return {what, "the import was cancelled; nothing was written", "start it again"};
}

std::string spoken(OutputKind kind)
{
    switch (kind) {
    case OutputKind::Probabilities:
        return "probabilities";
    case OutputKind::LogProbabilities:
        return "logarithms of probabilities";
    case OutputKind::Logits:
        break;
    }
    return "logits";
}

Result<ModelFile> checkedFile(const std::string& bytes, const ModelInfo& info,
                              const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(const auto described, withManifest(bytes, info, path.string()));
    return ModelFile::fromBytes(described, path);
}

Result<ModelFile> describedFile(ForeignNetwork& network, const ImportSettings& settings,
                                const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(auto info, describeImport(network.facts, settings, network.remarks));
    auto file = checkedFile(network.bytes, info, path);
    if (!file || !network.outputIsOpen)
        return file;
    ASSIGN_OR_RETURN(const auto kind, info.runner == Runner::OpenCv
                                          ? probeOnnxOutput(network.bytes, info, path.string())
                                          : probeOutput(*file, info));
    network.remarks.push_back("It gives " + spoken(kind) + " (found by trying).");
    info.output = kind;
    return checkedFile(network.bytes, info, path);
}

Result<ImportDraft> draft(const ImportSettings& settings, const std::stop_token& stop)
{
    RETURN_IF_ERROR(checkImportSettings(settings));
    ASSIGN_OR_RETURN(const auto files, readImportFiles(settings.files));
    const std::filesystem::path& path = files.network.path;
    ASSIGN_OR_RETURN(auto network, convertForeign(files, settings, stop));
    if (stop.stop_requested())
        return tl::unexpected(cancelled(path.string()));
    ASSIGN_OR_RETURN(const auto file, describedFile(network, settings, path));
    ASSIGN_OR_RETURN(auto classifier, file.info().runner == Runner::OpenCv
                                          ? loadDnnClassifier(file)
                                          : loadTorchClassifier(file));
    RETURN_IF_ERROR(checkAnswers(*classifier, path.string()));
    return ImportDraft{.info = file.info(),
                       .bytes = file.bytes(),
                       .classifier = std::move(classifier),
                       .remarks = std::move(network.remarks)};
}

/// "nhwc, frozen, 16 pictures at a time: 105 pictures/s"
std::string spoken(const PlanTrial& trial)
{
    const Plan& plan = trial.plan;
    std::string text = plan.layout == Plan::Layout::ChannelsLast ? "nhwc" : "nchw";
    text += plan.preparation == Plan::Preparation::Plain    ? ", plain"
            : plan.preparation == Plan::Preparation::Frozen ? ", frozen"
                                                            : ", optimised";
    const bool climbing = trial.gradientsPerSecond > 0;
    const std::string what = climbing ? " gradients" : " pictures";
    if (!trial.steady)
        return text + ": not used, scores depend on the other pictures of the batch";
    const double rate = climbing ? trial.gradientsPerSecond : trial.picturesPerSecond;
    return text + ", " + std::to_string(climbing ? plan.gradientMicroBatch : plan.microBatch) +
           what + " at a time: " + std::to_string(std::lround(rate)) + what + "/s";
}

Result<Plan> planFor(const ImportDraft& draft,
                     const std::function<void(const std::string&)>& report,
                     const std::stop_token& stop)
{
    if (draft.info.plan != safePlan() || draft.info.runner != Runner::TorchScript)
        return draft.info.plan; // somebody knew better, or there is nothing to choose
    TuneSettings settings{.stop = stop};
    if (report) {
        report("Measuring the fastest plan for " + draft.info.name + ".");
        settings.report = [&](const PlanTrial& trial) { report(spoken(trial)); };
    }
    return tunePlan(draft.info, draft.bytes, settings);
}

Result<ModelInfo> finish(const ImportDraft& draft, const std::filesystem::path& out,
                         const std::function<void(const std::string&)>& report,
                         const std::stop_token& stop)
{
    RETURN_IF_ERROR(checkModelPath(out));
    const auto plan = planFor(draft, report, stop);
    if (stop.stop_requested())
        return tl::unexpected(cancelled(draft.info.name));
    if (!plan)
        return tl::unexpected(plan.error());
    ModelInfo info = draft.info;
    info.plan = *plan;
    ASSIGN_OR_RETURN(const auto bytes, withManifest(draft.bytes, info, out.string()));
    return writeModel(out, bytes);
}

auto withinMemory(const std::string& what, const auto& work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return failure(what, "there is not enough memory", "close other programs and try again");
    }
}

} // namespace

Result<ImportDraft> draftImport(const ImportSettings& settings, std::stop_token stop)
{
    return withinMemory("the network", [&] { return draft(settings, stop); });
}

Result<ModelInfo> finishImport(const ImportDraft& draft, const std::filesystem::path& out,
                               const std::function<void(const std::string&)>& report,
                               std::stop_token stop)
{
    return withinMemory(draft.info.name, [&] { return finish(draft, out, report, stop); });
}

} // namespace pareidolia
