// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dnn/DnnClassifier.h"

#include "core/classifier/PixelBatch.h"
#include "core/dnn/DnnNetworks.h"
#include "core/dnn/DnnProcess.h"
#include "core/dnn/ForkedTrial.h"
#include "core/importing/OnnxReader.h"

#include <algorithm>
#include <utility>

namespace pareidolia {

namespace {

constexpr const char* advice = "choose another network, or export it with simpler operators";

/// A network of two hundred million weights takes five seconds.
constexpr std::chrono::seconds patience{120};

/// How pictures go in is fixed: OpenCV's networks take one at a time, channel by channel.
ModelInfo withFixedPlan(ModelInfo info)
{
    info.runner = Runner::OpenCv;
    info.plan = {.layout = Plan::Layout::ChannelsFirst,
                 .preparation = Plan::Preparation::Plain,
                 .microBatch = 1,
                 .gradientMicroBatch = 1};
    return info;
}

/// OpenCV tells source lines and more; what is wrong is said in `err`.
std::string messageOf(const cv::Exception& exception)
{
    std::string message = "OpenCV refuses it (" + exception.err + ")";
    std::ranges::replace(message, '\n', ' ');
    return message;
}

class DnnClassifier : public Classifier
{
public:
    DnnClassifier(ModelInfo info, std::string onnx, std::string source)
        : m_info(withFixedPlan(std::move(info))),
          m_source(std::move(source)),
          m_pixels(m_info),
          m_networks(std::move(onnx), m_info.input)
    {}

    const ModelInfo& info() const override { return m_info; }
    std::string runtime() const override { return openCvRuntime(); }

    Result<Scores> score(std::span<const Image> pictures) const override
    {
        const auto fits = [this](const Image& picture) {
            return picture.shape == m_info.input && picture.pixels.size() == m_info.input.bytes();
        };
        if (!std::ranges::all_of(pictures, fits))
            return failure(m_info.name, "it was given a picture of another size",
                           "resize the picture, or choose another model");
        try {
            return scoreAll(pictures);
        } catch (const cv::Exception& exception) {
            return failure(m_source, messageOf(exception), advice);
        } catch (const std::exception& exception) {
            return failure(m_source, std::string("OpenCV fails (") + exception.what() + ")",
                           advice);
        }
    }

    /// One picture, so that a network that cannot be read or gives something else is found now.
    Result<void> tryOut() const
    {
        const std::vector<Image> grey(1, greyPicture());
        const Result<Scores> scores = score(grey);
        if (!scores)
            return tl::unexpected(scores.error());
        return {};
    }

private:
    Image greyPicture() const
    {
        Image picture(m_info.input);
        std::ranges::fill(picture.pixels, std::uint8_t{128});
        return picture;
    }

    Result<Scores> scoreAll(std::span<const Image> pictures) const
    {
        Scores scores(pictures.size(), m_info.classes());
        std::vector<float> input(m_info.input.bytes());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            m_pixels.fill(pictures.subspan(i, 1), input);
            const std::vector<double> answer = m_networks.forward(input);
            if (answer.size() != m_info.classes())
                return failure(m_source,
                               "the network gives " + std::to_string(answer.size()) +
                                   " numbers for a picture, the labels are " +
                                   std::to_string(m_info.classes()),
                               "give one label a class");
            if (m_info.output == OutputKind::Probabilities)
                logOddsFromProbabilities(answer, scores.row(i));
            else
                logOddsFromLogits(answer, scores.row(i));
        }
        return scores;
    }

    ModelInfo m_info;
    std::string m_source;
    PixelBatch m_pixels;
    DnnNetworks m_networks;
};

Result<void> checkInfo(const ModelInfo& info, const CheckedOnnx& network, const std::string& source)
{
    const auto channels = static_cast<std::size_t>(info.input.channels);
    if (info.classes() < 2 || info.normalisation.mean.size() != channels ||
        info.normalisation.scale.size() != channels)
        return failure(source, "it needs two labels or more, and a mean and a scale a channel",
                       "correct its manifest");
    const std::array<std::int64_t, 3> told{info.input.channels, info.input.height,
                                           info.input.width};
    if (told != network.input)
        return failure(source, "its network takes pictures of another size than its manifest tells",
                       "make the model file again");
    return {};
}

} // namespace

Result<std::unique_ptr<Classifier>> makeDnnClassifier(const ModelInfo& info, std::string_view onnx,
                                                      const std::string& source)
{
    const OnnxOptions options{.size = info.input.width == info.input.height
                                          ? std::optional(info.input.width)
                                          : std::nullopt};
    auto checked = checkOnnx(onnx, source, options);
    if (!checked)
        return tl::unexpected(checked.error());
    if (auto fits = checkInfo(info, *checked, source); !fits)
        return tl::unexpected(fits.error());

    prepareOpenCv();
    auto classifier = std::make_unique<DnnClassifier>(info, std::move(checked->bytes), source);
    const auto trouble = troubleInChild(
        [&]() -> std::optional<std::string> {
            const auto tried = classifier->tryOut();
            return tried ? std::nullopt : std::optional(tried.error().why);
        },
        patience);
    if (trouble)
        return failure(source, *trouble == "it crashed" ? "OpenCV crashes on it" : *trouble,
                       advice);
    if (auto tried = classifier->tryOut(); !tried)
        return tl::unexpected(tried.error());
    return classifier;
}

Result<std::unique_ptr<Classifier>> loadDnnClassifier(const ModelFile& file)
{
    return makeDnnClassifier(file.info(), file.bytes(), file.path().string());
}

} // namespace pareidolia
