// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openvino/OpenVinoClassifier.h"

#include "core/base/ReturnError.h"
#include "core/classifier/ClassifierChecks.h"
#include "core/classifier/PixelBatch.h"
#include "core/classifier/SteadyCheck.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

class OpenVinoClassifier : public Classifier
{
public:
    OpenVinoClassifier(ModelInfo info, std::unique_ptr<OpenVinoNetwork> network)
        : m_info(std::move(info)), m_batch(m_info), m_network(std::move(network))
    {}

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return openVinoRuntime(); }

    Result<Scores> score(std::span<const Image> pictures) const override
    {
        RETURN_IF_ERROR(checkShapes(pictures, m_info));
        Scores scores(pictures.size(), m_info.classes());
        const auto width = static_cast<std::size_t>(m_info.plan.microBatch);
        std::vector<float> input(width * m_info.input.bytes());
        std::vector<float> answers(width * m_info.classes());
        for (std::size_t first = 0; first < pictures.size(); first += width) {
            const auto part = pictures.subspan(first, std::min(width, pictures.size() - first));
            m_batch.fill(part, input);
            RETURN_IF_ERROR(m_network->forward(input, answers));
            for (std::size_t i = 0; i < part.size(); ++i)
                readRow(std::span(answers).subspan(i * m_info.classes(), m_info.classes()),
                        scores.row(first + i));
        }
        return scores;
    }

private:
    void readRow(std::span<const float> answer, std::span<double> logOdds) const
    {
        const std::vector<double> outputs(answer.begin(), answer.end());
        if (m_info.output == OutputKind::Probabilities)
            logOddsFromProbabilities(outputs, logOdds);
        else
            logOddsFromLogits(outputs, logOdds); // log-probabilities are logits as good as any
    }

    ModelInfo m_info;
    PixelBatch m_batch;
    std::unique_ptr<OpenVinoNetwork> m_network;
};

} // namespace

OpenVinoNetwork::Form formOf(const ModelInfo& info)
{
    return {.picture = info.input,
            .microBatch = info.plan.microBatch,
            .channelsLast = info.plan.layout == Plan::Layout::ChannelsLast};
}

Result<std::unique_ptr<Classifier>> makeOpenVinoClassifier(const ModelInfo& info,
                                                           std::string_view onnx,
                                                           const std::string& source,
                                                           const OpenVinoOptions& options)
{
    RETURN_IF_ERROR(checkManifest(info, source));
    OpenVinoNetwork::Form form = formOf(info);
    form.precision = options.precision;
    ASSIGN_OR_RETURN(auto network, OpenVinoNetwork::compile(onnx, form, source));
    if (network->numbers() != info.classes())
        return failure(source,
                       "the network outputs " + std::to_string(network->numbers()) +
                           " numbers per picture, but there are " + std::to_string(info.classes()) +
                           " labels",
                       "give one label per class");
    auto classifier = std::make_unique<OpenVinoClassifier>(info, std::move(network));
    if (!options.checkPlaces)
        return classifier;
    ASSIGN_OR_RETURN(const bool alike, placesAreAlike(*classifier));
    if (alike)
        return classifier;
    ModelInfo alone = info;
    alone.plan.microBatch = 1;
    return makeOpenVinoClassifier(alone, onnx, source,
                                  {.checkPlaces = false, .precision = options.precision});
}

} // namespace pareidolia
