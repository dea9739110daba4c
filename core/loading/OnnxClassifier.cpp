// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/loading/OnnxClassifier.h"

#include "core/base/ReturnError.h"
#include "core/openvino/NetworkTrial.h"
#include "core/openvino/OpenVinoClassifier.h"
#include "core/torch/Runtime.h"
#include "core/torch/TorchClassifier.h"

#include <mutex>
#include <optional>
#include <utility>

namespace pareidolia {

namespace {

class OnnxClassifier : public Classifier
{
public:
    OnnxClassifier(std::unique_ptr<Classifier> scorer, OnnxBytes onnx, std::string source)
        : m_scorer(std::move(scorer)), m_onnx(std::move(onnx)), m_source(std::move(source))
    {}

    const ModelInfo& info() const override { return m_scorer->info(); }
    std::string runtime() const override
    {
        return m_scorer->runtime() + (hasGradient() ? "; gradients: " + torchRuntime() : "");
    }
    bool hasGradient() const override { return info().givesGradients; }

    std::string screeningTrouble(Screening screening) const override
    {
        if (screening == Screening::BFloat16 && !hasNative(Precision::BFloat16))
            return "this processor has no bf16 arithmetic";
        if (screening == Screening::Int8)
            return "OpenVINO computes in int8 only what was quantised before its export, and then "
                   "the exact scores do so as well";
        return {};
    }

    Result<Scores> screen(std::span<const Image> pictures, Screening screening) const override
    {
        if (screening == Screening::Off || !screeningTrouble(screening).empty())
            return Classifier::screen(pictures, screening);
        std::call_once(m_onceScreened, [this] {
            m_screener =
                makeOpenVinoClassifier(info(), *m_onnx, m_source,
                                       {.checkPlaces = false, .precision = Precision::BFloat16});
        });
        if (!*m_screener)
            return tl::unexpected(m_screener->error());
        return (**m_screener)->score(pictures);
    }

    Result<Scores> score(std::span<const Image> pictures) const override
    {
        return m_scorer->score(pictures);
    }

    Result<std::vector<Gradient>> gradients(std::span<const GradientQuery> queries) const override
    {
        if (!hasGradient())
            return Classifier::gradients(queries);
        std::call_once(m_onceClimbed,
                       [this] { m_climber = makeGraphClassifier(info(), *m_onnx, m_source); });
        if (!*m_climber)
            return tl::unexpected(m_climber->error());
        return (**m_climber)->gradients(queries);
    }

private:
    std::unique_ptr<Classifier> m_scorer;
    OnnxBytes m_onnx;
    std::string m_source;
    mutable std::once_flag m_onceClimbed, m_onceScreened;
    mutable std::optional<Result<std::unique_ptr<Classifier>>> m_climber, m_screener;
};

Result<std::unique_ptr<Classifier>> make(const ModelInfo& info, OnnxBytes onnx,
                                         const std::string& source, bool checkPlaces)
{
    RETURN_IF_ERROR(numbersInTrial(*onnx, formOf(info), source));
    ASSIGN_OR_RETURN(auto scorer,
                     makeOpenVinoClassifier(info, *onnx, source, {.checkPlaces = checkPlaces}));
    return std::make_unique<OnnxClassifier>(std::move(scorer), std::move(onnx), source);
}

} // namespace

Result<std::unique_ptr<Classifier>> makeOnnxClassifier(const ModelInfo& info, OnnxBytes onnx,
                                                       const std::string& source,
                                                       const std::string& device)
{
    if (device != "cpu")
        return makeGraphClassifier(info, *onnx, source, device);
    return make(info, std::move(onnx), source, true);
}

Result<Plan> tuneOnnxPlan(const ModelInfo& info, OnnxBytes onnx, const TuneSettings& settings)
{
    constexpr std::size_t large = 64 << 20; // bytes
    TuneSettings careful = settings;
    if (onnx->size() > large)
        careful.atOnce = 2;
    return tunePlan(
        info, {Plan::Preparation::Optimised},
        [&](const ModelInfo& planned) { return make(planned, onnx, info.name, false); }, careful);
}

} // namespace pareidolia
