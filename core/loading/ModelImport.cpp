// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/ModelImport.h"

#include "core/base/ReturnError.h"
#include "core/base/Text.h"
#include "core/classifier/PixelBatch.h"
#include "core/classifier/SteadyCheck.h"
#include "core/importing/ImportFiles.h"
#include "core/loading/ForeignNetwork.h"
#include "core/loading/ImportedInfo.h"
#include "core/loading/OnnxClassifier.h"
#include "core/loading/OutputProbe.h"
#include "core/models/ModelFile.h"
#include "core/openvino/OpenVinoClassifier.h"
#include "core/torch/NetworkProbe.h"
#include "core/torch/TorchClassifier.h"

#include <cmath>
#include <new>
#include <utility>

namespace pareidolia {

namespace {

/// Of a confidence, between two libraries that compute the same.
constexpr double largestDifference = 1e-3;
constexpr std::size_t comparedPictures = 2;

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

void tellKind(OutputKind kind, ModelInfo& info, std::vector<std::string>& remarks)
{
    remarks.push_back("It gives " + spoken(kind) + " (found by trying).");
    info.output = kind;
}

Result<ModelFile> checkedScript(const std::string& bytes, const ModelInfo& info,
                                const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(const auto described, withManifest(bytes, info, path.string()));
    return ModelFile::fromBytes(described, path);
}

/// A TorchScript archive passes the gates as every reader of model files asks for.
Result<ImportDraft> scriptDraft(ForeignNetwork network, ModelInfo info,
                                const std::filesystem::path& path)
{
    ASSIGN_OR_RETURN(auto file, checkedScript(network.bytes, info, path));
    if (network.outputIsOpen) {
        ASSIGN_OR_RETURN(const auto answers, answersOf(file, probingPictures(info.input)));
        tellKind(kindOf(answers), info, network.remarks);
        ASSIGN_OR_RETURN(file, checkedScript(network.bytes, info, path));
    }
    ASSIGN_OR_RETURN(auto classifier, loadTorchClassifier(file));
    return ImportDraft{.info = file.info(),
                       .bytes = std::make_shared<const std::string>(file.bytes()),
                       .classifier = std::move(classifier),
                       .remarks = std::move(network.remarks)};
}

Result<std::vector<std::vector<double>>> onnxAnswers(const ModelInfo& info, std::string_view onnx,
                                                     const std::string& source)
{
    ASSIGN_OR_RETURN(const auto network, OpenVinoNetwork::compile(onnx, formOf(info), source));
    const PixelBatch batch(info);
    const std::vector<Image> pictures = probingPictures(info.input);
    std::vector<std::vector<double>> answers;
    std::vector<float> input(info.input.bytes()), numbers(network->numbers());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        batch.fill(std::span(pictures).subspan(i, 1), input);
        RETURN_IF_ERROR(network->forward(input, numbers));
        answers.emplace_back(numbers.begin(), numbers.end());
    }
    return answers;
}

/// What LibTorch computes of pictures of noise, if it differentiates the network.
Result<Scores> torchScores(const ModelInfo& info, std::string_view onnx, const std::string& source)
{
    ASSIGN_OR_RETURN(const auto classifier, makeGraphClassifier(info, onnx, source));
    if (!classifier->hasGradient())
        return failure(source, "LibTorch does not differentiate it", "");
    return classifier->score(noisePictures(info.input, comparedPictures));
}

/// Gradients are those of the scores only where LibTorch computes the same network.
Result<void> checkGradients(const Classifier& scorer, const Result<Scores>& others)
{
    if (!others)
        return tl::unexpected(others.error());
    const auto pictures = noisePictures(scorer.info().input, comparedPictures);
    ASSIGN_OR_RETURN(const auto scores, scorer.score(pictures));
    for (std::size_t i = 0; i < pictures.size(); ++i)
        for (std::size_t c = 0; c < scorer.info().classes(); ++c)
            if (!(std::abs(confidenceOf(scores.row(i)[c]) - confidenceOf(others->row(i)[c])) <
                  largestDifference))
                return failure("", "LibTorch computes other answers than OpenVINO", "");
    return {};
}

Result<ImportDraft> onnxDraft(ForeignNetwork network, ModelInfo info,
                              const std::filesystem::path& path, const std::stop_token& stop)
{
    const std::string source = path.string();
    if (network.outputIsOpen) {
        ASSIGN_OR_RETURN(const auto answers, onnxAnswers(info, network.bytes, source));
        tellKind(kindOf(answers), info, network.remarks);
    }
    const auto bytes = std::make_shared<const std::string>(std::move(network.bytes));
    info.sha256 = hashOfOnnx(info, *bytes);
    const auto others = torchScores(info, *bytes, source); // before: weights are in memory twice
    ASSIGN_OR_RETURN(auto classifier, makeOnnxClassifier(info, bytes, source));
    if (stop.stop_requested())
        return tl::unexpected(cancelled(source));
    if (const auto usable = checkGradients(*classifier, others); !usable) {
        network.remarks.push_back("It gives no gradients, so gradient ascent is not available: " +
                                  usable.error().why + ".");
        info.givesGradients = false;
        classifier.reset();
        ASSIGN_OR_RETURN(classifier, makeOnnxClassifier(info, bytes, source));
    }
    return ImportDraft{.info = std::move(info),
                       .bytes = bytes,
                       .classifier = std::move(classifier),
                       .remarks = std::move(network.remarks)};
}

Result<ImportDraft> draft(const ImportSettings& settings, const std::stop_token& stop)
{
    RETURN_IF_ERROR(checkImportSettings(settings));
    ASSIGN_OR_RETURN(auto files, readImportFiles(settings.files));
    const std::filesystem::path path = files.network.path;
    ASSIGN_OR_RETURN(auto network, convertForeign(std::move(files), settings, stop));
    if (stop.stop_requested())
        return tl::unexpected(cancelled(path.string()));
    ASSIGN_OR_RETURN(auto info, describeImport(network.facts, settings, network.remarks));
    ASSIGN_OR_RETURN(auto draft, info.runner == Runner::Onnx
                                     ? onnxDraft(std::move(network), std::move(info), path, stop)
                                     : scriptDraft(std::move(network), std::move(info), path));
    RETURN_IF_ERROR(checkAnswers(*draft.classifier, path.string()));
    return draft;
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
    if (draft.info.plan != safePlan())
        return draft.info.plan; // somebody knew better
    TuneSettings settings{.stop = stop};
    if (report) {
        report("Measuring the fastest plan for " + draft.info.name + ".");
        settings.report = [&](const PlanTrial& trial) { report(spoken(trial)); };
    }
    return draft.info.runner == Runner::Onnx ? tuneOnnxPlan(draft.info, draft.bytes, settings)
                                             : tuneTorchPlan(draft.info, *draft.bytes, settings);
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
    if (info.runner == Runner::Onnx)
        return writeOnnxModel(out, std::move(info), *draft.bytes);
    ASSIGN_OR_RETURN(const auto bytes, withManifest(*draft.bytes, info, out.string()));
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
