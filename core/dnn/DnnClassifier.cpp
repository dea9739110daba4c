// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/DnnClassifier.h"

#include "core/base/ReturnError.h"
#include "core/classifier/PixelBatch.h"
#include "core/dnn/DnnNetworks.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

/// How pictures go in is fixed: OpenCV's networks take one at a time, channel by channel.
ModelInfo withFixedPlan(ModelInfo info)
{
    info.runner = Runner::OpenCv;
    info.plan = dnnPlan;
    return info;
}

Result<void> checkNormalisation(const ModelInfo& info, const std::string& source)
{
    const auto channels = static_cast<std::size_t>(info.input.channels);
    if (info.normalisation.mean.size() == channels && info.normalisation.scale.size() == channels)
        return {};
    return failure(source, "the manifest needs one mean and one scale per channel",
                   "correct its normalisation");
}

/// What a network says of pictures, one after the other.
class DnnAnswers
{
public:
    DnnAnswers(const ModelInfo& info, std::unique_ptr<DnnNetworks> networks)
        : m_pixels(withFixedPlan(info)),
          m_numbers(info.input.bytes()),
          m_networks(std::move(networks))
    {}

    Result<std::vector<double>> of(std::span<const Image> picture) const
    {
        std::vector<float> input(m_numbers);
        m_pixels.fill(picture.first(1), input);
        return m_networks->forward(input);
    }

private:
    PixelBatch m_pixels;
    std::size_t m_numbers;
    std::unique_ptr<DnnNetworks> m_networks;
};

class DnnClassifier : public Classifier
{
public:
    DnnClassifier(ModelInfo info, DnnAnswers answers, std::string source)
        : m_info(withFixedPlan(std::move(info))),
          m_answers(std::move(answers)),
          m_source(std::move(source))
    {}

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return openCvRuntime(); }

    Result<Scores> score(std::span<const Image> pictures) const override
    {
        Scores scores(pictures.size(), m_info.classes());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            if (pictures[i].shape != m_info.input ||
                pictures[i].pixels.size() != m_info.input.bytes())
                return failure(m_info.name, "it got a picture of another size",
                               "resize the picture, or choose another network");
            ASSIGN_OR_RETURN(const auto answer, m_answers.of(pictures.subspan(i, 1)));
            if (answer.size() != m_info.classes())
                return failure(m_source,
                               "the network outputs " + std::to_string(answer.size()) +
                                   " numbers per picture, but there are " +
                                   std::to_string(m_info.classes()) + " labels",
                               "give one label per class");
            if (m_info.output == OutputKind::Probabilities)
                logOddsFromProbabilities(answer, scores.row(i));
            else
                logOddsFromLogits(answer, scores.row(i));
        }
        return scores;
    }

private:
    ModelInfo m_info;
    DnnAnswers m_answers;
    std::string m_source;
};

Result<DnnAnswers> openAnswers(const ModelInfo& info, std::string_view onnx,
                               const std::string& source)
{
    RETURN_IF_ERROR(checkNormalisation(info, source));
    ASSIGN_OR_RETURN(auto networks, DnnNetworks::open(info, onnx, source));
    return DnnAnswers(info, std::move(networks));
}

} // namespace

Result<std::unique_ptr<Classifier>> makeDnnClassifier(const ModelInfo& info, std::string_view onnx,
                                                      const std::string& source)
{
    if (info.classes() < 2)
        return failure(source, "it has fewer than two labels", "give one label per class");
    ASSIGN_OR_RETURN(auto answers, openAnswers(info, onnx, source));
    auto classifier = std::make_unique<DnnClassifier>(info, std::move(answers), source);
    const std::vector<Image> black(1, Image(info.input)); // finds labels that are too few now
    RETURN_IF_ERROR(classifier->score(black));
    return classifier;
}

Result<std::unique_ptr<Classifier>> loadDnnClassifier(const ModelFile& file)
{
    return makeDnnClassifier(file.info(), file.bytes(), file.path().string());
}

Result<std::vector<std::vector<double>>> dnnAnswers(const ModelInfo& info, std::string_view onnx,
                                                    std::span<const Image> pictures,
                                                    const std::string& source)
{
    ASSIGN_OR_RETURN(const auto network, openAnswers(info, onnx, source));
    std::vector<std::vector<double>> answers;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        ASSIGN_OR_RETURN(auto answer, network.of(pictures.subspan(i, 1)));
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::string dnnRemark(const UnsupportedOperators& missing)
{
    return "It runs through OpenCV, without gradients, so gradient ascent is not available. These "
           "operators cannot be converted: " +
           missing.list() + ".";
}

} // namespace pareidolia
