// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/TorchClassifier.h"

#include "core/base/ReturnError.h"
#include "core/classifier/ClassifierChecks.h"
#include "core/classifier/PixelBatch.h"
#include "core/classifier/SteadyCheck.h"
#include "core/torch/OutputGradient.h"
#include "core/torch/Runtime.h"
#include "core/torch/ScriptModule.h"
#include "core/torch/TorchFailure.h"
#include "core/torch/TorchForward.h"

#include <algorithm>
#include <torch/script.h>
#include <torch/torch.h>
#include <utility>

namespace pareidolia {

namespace {

constexpr const char* compare =
    "compare the manifest's input and labels with the network, or choose another network";
constexpr const char* advice = "export the network again, or choose another one";

std::string describe(at::IntArrayRef sizes)
{
    std::string text;
    for (const std::int64_t size : sizes)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text.empty() ? "one number" : text;
}

class TorchClassifier : public Classifier
{
public:
    TorchClassifier(ModelInfo info, std::string source, const std::string& device,
                    TorchForward scorer, TorchForward climber)
        : m_info(std::move(info)),
          m_source(std::move(source)),
          m_device(device),
          m_batch(m_info),
          m_scorer(std::move(scorer)),
          m_climber(std::move(climber))
    {}

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override
    {
        return torchRuntime() + (m_device.is_cpu() ? "" : ", " + m_device.str());
    }
    std::string screeningTrouble(Screening screening) const override
    {
        return screening == Screening::Off ? "" : "LibTorch scores this network in float32 only";
    }
    bool hasGradient() const override { return m_hasGradient; }

    Result<Scores> score(std::span<const Image> pictures) const override
    {
        RETURN_IF_ERROR(checkShapes(pictures, m_info));
        return withoutExceptions(m_source, compare, [&] { return scoreAll(pictures); });
    }

    Result<std::vector<Gradient>> gradients(std::span<const GradientQuery> queries) const override
    {
        if (!m_hasGradient)
            return Classifier::gradients(queries);
        for (const GradientQuery& query : queries)
            if (query.pixels.size() != m_info.input.bytes() || query.target >= m_info.classes())
                return failure(m_info.name, "a gradient was requested for another size or class",
                               "use pictures and classes of this network");
        return withoutExceptions(m_source, compare, [&] { return climbAll(queries); });
    }

    /// Runs both ways, so that a manifest that lies is found now and not in a run. A
    /// micro-batch that gives the same picture different bits in different places is given up:
    /// the plan may come from a machine with other processor kernels.
    Result<void> tryOut()
    {
        ASSIGN_OR_RETURN(const bool alike, placesAreAlike(*this));
        if (!alike)
            m_info.plan.microBatch = 1;
        const auto gradientsAlike = gradientPlacesAreAlike(*this);
        m_hasGradient = gradientsAlike.has_value();
        if (m_hasGradient && !*gradientsAlike)
            m_info.plan.gradientMicroBatch = 1;
        return {};
    }

private:
    /// One number a class and picture, in float32, where this process can read it.
    Result<at::Tensor> forward(const TorchForward& network, const at::Tensor& input) const
    {
        ASSIGN_OR_RETURN(const at::Tensor output, network(input.to(m_device)));
        const auto classes = static_cast<std::int64_t>(m_info.classes());
        const bool fits = output.dim() >= 2 && output.size(0) == input.size(0) &&
                          output.size(1) == classes && output.numel() == input.size(0) * classes;
        if (!fits)
            return failure(m_source,
                           "the network outputs " + describe(output.sizes()) + " numbers for " +
                               std::to_string(input.size(0)) + " pictures, but the manifest has " +
                               std::to_string(classes) + " labels",
                           "give the manifest one label per class");
        return output.reshape({input.size(0), classes}).to(at::kFloat);
    }

    Result<Scores> scoreAll(std::span<const Image> pictures) const
    {
        const auto alone = aloneWithUnsafeBlas();
        const SteadyThread steady;
        const c10::InferenceMode inference;
        Scores scores(pictures.size(), m_info.classes());
        const auto width = static_cast<std::size_t>(m_info.plan.microBatch);
        at::Tensor input = emptyInput(m_info, m_info.plan.microBatch);
        for (std::size_t first = 0; first < pictures.size(); first += width) {
            const auto part = pictures.subspan(first, std::min(width, pictures.size() - first));
            m_batch.fill(part, {input.data_ptr<float>(), static_cast<std::size_t>(input.numel())});
            ASSIGN_OR_RETURN(const auto output, forward(m_scorer, input));
            const at::Tensor numbers = output.to(at::kCPU).contiguous();
            for (std::size_t i = 0; i < part.size(); ++i)
                readRow(numbers, i, scores.row(first + i));
        }
        return scores;
    }

    std::vector<double> rowOf(const at::Tensor& numbers, std::size_t row) const
    {
        const float* start = numbers.data_ptr<float>() + row * m_info.classes();
        return {start, start + m_info.classes()};
    }

    void readRow(const at::Tensor& numbers, std::size_t row, std::span<double> logOdds) const
    {
        const std::vector<double> outputs = rowOf(numbers, row);
        if (m_info.output == OutputKind::Probabilities)
            logOddsFromProbabilities(outputs, logOdds);
        else
            logOddsFromLogits(outputs, logOdds); // log-probabilities are logits as good as any
    }

    Result<std::vector<Gradient>> climbAll(std::span<const GradientQuery> queries) const
    {
        const auto alone = aloneWithUnsafeBlas();
        const SteadyThread steady;
        const at::AutoGradMode differentiating(true);
        std::vector<Gradient> gradients;
        const auto width = static_cast<std::size_t>(m_info.plan.gradientMicroBatch);
        for (std::size_t first = 0; first < queries.size(); first += width) {
            const auto part = queries.subspan(first, std::min(width, queries.size() - first));
            RETURN_IF_ERROR(climb(part, gradients));
        }
        return gradients;
    }

    Result<void> climb(std::span<const GradientQuery> part, std::vector<Gradient>& gradients) const
    {
        at::Tensor input = emptyInput(m_info, m_info.plan.gradientMicroBatch);
        m_batch.fill(part, {input.data_ptr<float>(), static_cast<std::size_t>(input.numel())});
        input.requires_grad_(true);
        ASSIGN_OR_RETURN(const auto output, forward(m_climber, input));

        const at::Tensor numbers = output.detach().to(at::kCPU).contiguous();
        at::Tensor weights = at::zeros_like(numbers);
        std::vector<OutputGradient> outputGradients;
        for (std::size_t i = 0; i < part.size(); ++i) {
            ASSIGN_OR_RETURN(auto gradient, outputGradient(rowOf(numbers, i), m_info.output,
                                                           part[i].target, part[i].objective));
            std::ranges::copy(gradient.weights, weights.data_ptr<float>() + i * m_info.classes());
            outputGradients.push_back(std::move(gradient));
        }

        const at::Tensor slope = torch::autograd::grad({output}, {input}, {weights.to(m_device)})[0]
                                     .to(at::kCPU)
                                     .contiguous();
        const std::size_t pixels = m_info.input.bytes();
        for (std::size_t i = 0; i < part.size(); ++i) {
            Gradient gradient{.probability = outputGradients[i].probability,
                              .values = std::vector<float>(pixels)};
            m_batch.toPixelUnits({slope.data_ptr<float>() + i * pixels, pixels},
                                 outputGradients[i].scale, gradient.values);
            gradients.push_back(std::move(gradient));
        }
        return {};
    }

    ModelInfo m_info;
    std::string m_source;
    at::Device m_device;
    PixelBatch m_batch;
    TorchForward m_scorer;
    TorchForward m_climber;
    bool m_hasGradient = true; ///< until a trial says otherwise
};

} // namespace

Result<std::unique_ptr<Classifier>> makeTorchClassifier(const ModelInfo& info,
                                                        std::string_view bytes,
                                                        const std::string& source,
                                                        const std::string& device, TryOut tryOut)
{
    RETURN_IF_ERROR(checkManifest(info, source));
    ASSIGN_OR_RETURN(auto module, loadScript(bytes, source, device));

    const auto prepare = [&]() -> Result<std::unique_ptr<Classifier>> {
        const SteadyThread steady;
        auto climber = preparedFor(info.plan, module, Purposes::GradientsToo);
        auto scorer = preparedFor(info.plan, module, Purposes::ScoresOnly);
        auto classifier = std::make_unique<TorchClassifier>(
            info, source, device, forwardOf(scorer, source), forwardOf(climber, source));
        if (tryOut == TryOut::Yes)
            RETURN_IF_ERROR(classifier->tryOut());
        return classifier;
    };
    return withoutExceptions(source, advice, prepare);
}

Result<std::unique_ptr<Classifier>> loadTorchClassifier(const ModelFile& file,
                                                        const std::string& device)
{
    if (file.info().runner == Runner::Onnx)
        return makeGraphClassifier(file.info(), file.bytes(), file.path().string(), device);
    return makeTorchClassifier(file.info(), file.bytes(), file.path().string(), device);
}

Result<std::unique_ptr<Classifier>> makeGraphClassifier(const ModelInfo& info,
                                                        std::string_view onnx,
                                                        const std::string& source,
                                                        const std::string& device)
{
    RETURN_IF_ERROR(checkManifest(info, source));
    ModelInfo first = info;
    first.plan.layout = Plan::Layout::ChannelsFirst; // as the graph has it
    return withoutExceptions(source, advice, [&]() -> Result<std::unique_ptr<Classifier>> {
        ASSIGN_OR_RETURN(const auto forward, onnxForward(onnx, source));
        const SteadyThread steady;
        auto classifier =
            std::make_unique<TorchClassifier>(first, source, device, forward, forward);
        RETURN_IF_ERROR(classifier->tryOut());
        return classifier;
    });
}

Result<Plan> tuneTorchPlan(const ModelInfo& info, std::string_view bytes,
                           const TuneSettings& settings)
{
    using enum Plan::Preparation;
    return tunePlan(
        info, {Plain, Frozen, Optimised},
        [&](const ModelInfo& planned) {
            return makeTorchClassifier(planned, bytes, info.name, "cpu", TryOut::No);
        },
        settings);
}

} // namespace pareidolia
