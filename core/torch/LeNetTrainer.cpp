// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LeNetTrainer.h"

#include "core/base/ReturnError.h"
#include "core/models/LabelledImages.h"
#include "core/models/Manifest.h"
#include "core/models/ModelFile.h"
#include "core/random/Stream.h"
#include "core/torch/LeNet.h"
#include "core/torch/Runtime.h"
#include "core/torch/TorchClassifier.h"
#include "core/torch/TorchFailure.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>
#include <numeric>
#include <torch/torch.h>

namespace pareidolia {

namespace {

constexpr std::size_t batchSize = 64;
constexpr double firstRate = 0.01;
constexpr std::size_t batchesBetweenReports = 16;
constexpr double momentum = 0.9;
constexpr double weightDecay = 5e-4;
constexpr double biasRate = 2; // Caffe's lr_mult

/// N × 1 × 28 × 28
at::Tensor batchOf(std::span<const Image> pictures)
{
    const auto count = static_cast<std::int64_t>(pictures.size());
    at::Tensor batch = at::empty({count, 1, leNetSide, leNetSide}, at::kFloat);
    float* pixel = batch.data_ptr<float>();
    for (const Image& picture : pictures)
        for (const std::uint8_t byte : picture.pixels)
            *pixel++ = static_cast<float>(byte) * leNetScale;
    return batch;
}

/// Gradient descent, step by step: single-threaded, so equal libraries give equal weights.
class LeNetLearner
{
public:
    /// `start`: the tensors of leNetStart().
    explicit LeNetLearner(std::vector<ScriptTensor> start) : m_description(std::move(start))
    {
        at::set_num_threads(1);
        useOneBlasThread();
        for (const ScriptTensor& tensor : m_description) {
            at::Tensor value = at::empty(tensor.shape, at::kFloat);
            std::ranges::copy(tensor.values, value.data_ptr<float>());
            m_velocity.push_back(at::zeros_like(value));
            m_values.push_back(value.requires_grad_(true));
        }
    }

    /// One step on a batch of 28×28 pictures, with Caffe's solver: momentum 0.9, weight decay
    /// 5e-4, biases at twice the rate. Returns the mean cross-entropy before the step.
    double step(std::span<const Image> pictures, std::span<const std::uint8_t> labels, double rate)
    {
        at::Tensor target = at::empty({static_cast<std::int64_t>(labels.size())}, at::kLong);
        std::ranges::copy(labels, target.data_ptr<std::int64_t>());

        const at::Tensor loss = at::cross_entropy_loss(logits(batchOf(pictures)), target);
        const std::vector<at::Tensor> gradients = torch::autograd::grad({loss}, m_values);

        const at::NoGradGuard withoutGradient;
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            const bool isBias = m_values[i].dim() == 1;
            const at::Tensor slope = gradients[i].add(m_values[i], weightDecay);
            m_velocity[i].mul_(momentum).add_(slope, isBias ? biasRate * rate : rate);
            m_values[i].sub_(m_velocity[i]);
        }
        return loss.item<double>();
    }

    /// The most probable class of each picture.
    std::vector<std::size_t> classify(std::span<const Image> pictures) const
    {
        constexpr std::size_t batch = 100;
        const c10::InferenceMode inference;
        std::vector<std::size_t> classes;
        for (std::size_t first = 0; first < pictures.size(); first += batch) {
            const auto part = pictures.subspan(first, std::min(batch, pictures.size() - first));
            const at::Tensor best = logits(batchOf(part)).argmax(1);
            const std::int64_t* values = best.data_ptr<std::int64_t>();
            classes.insert(classes.end(), values, values + best.numel());
        }
        return classes;
    }

    /// The current weights, by their original names.
    std::vector<ScriptTensor> weights() const
    {
        std::vector<ScriptTensor> result = m_description;
        for (std::size_t i = 0; i < result.size(); ++i) {
            const float* values = m_values[i].data_ptr<float>();
            result[i].values.assign(values, values + m_values[i].numel());
        }
        return result;
    }

private:
    at::Tensor logits(const at::Tensor& input) const
    {
        at::Tensor x = at::max_pool2d(at::conv2d(input, m_values[0], m_values[1]), {2, 2}, {2, 2});
        x = at::max_pool2d(at::conv2d(x, m_values[2], m_values[3]), {2, 2}, {2, 2});
        x = at::relu(at::linear(x.flatten(1), m_values[4], m_values[5]));
        return at::linear(x, m_values[6], m_values[7]);
    }

    std::vector<ScriptTensor> m_description; ///< names and shapes
    std::vector<at::Tensor> m_values;        ///< weight, bias, weight, bias …
    std::vector<at::Tensor> m_velocity;
};

struct TrainingData
{
    LabelledImages train;
    LabelledImages test;
};

Result<void> checkSettings(const TrainSettings& settings)
{
    if (settings.name.empty())
        return usageError("name", "there is no name", "give it a short name");
    if (settings.epochs < 1 || settings.epochs > 10000)
        return usageError("epochs", std::to_string(settings.epochs) + " is out of range",
                          "give a whole number from 1 to 10000");
    if (settings.labels.size() < 2 || settings.labels.size() > 256)
        return usageError("labels", std::to_string(settings.labels.size()) + " were given",
                          "give one per class, from 2 to 256");
    return checkModelPath(settings.out);
}

Result<LabelledImages> readPart(const TrainSettings& settings, IdxPart part)
{
    Result<LabelledImages> data = readLabelledImages(settings.data, part, settings.labels);
    if (!data)
        return data;
    const std::string what =
        settings.data.string() + (part == IdxPart::Train ? " (train)" : " (t10k)");
    if (data->shape != ImageShape{leNetSide, leNetSide, 1})
        return failure(what,
                       "its pictures have " + std::to_string(data->shape.width) + "×" +
                           std::to_string(data->shape.height) + " pixels, but LeNet takes 28×28",
                       "choose data of that size");
    if (data->images.empty())
        return failure(what, "it contains no pictures", "choose other data");
    const std::size_t highest = *std::ranges::max_element(data->labels);
    if (highest >= settings.labels.size())
        return failure(what,
                       "it has a class " + std::to_string(highest) + ", but only " +
                           std::to_string(settings.labels.size()) + " labels were given",
                       "give one label per class");
    return data;
}

/// Fisher and Yates, from a stream of the epoch.
std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed, int epoch)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Stream stream(seed, static_cast<std::uint32_t>(epoch), 0, Purpose::DataOrder);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[stream.below(static_cast<std::uint32_t>(i))]);
    return order;
}

/// Falls along half a cosine, to nothing at the end.
double rateAt(double shareDone)
{
    return firstRate * 0.5 * (1 + std::cos(std::numbers::pi * shareDone));
}

double shareRight(std::span<const std::size_t> classes, std::span<const std::uint8_t> labels)
{
    std::size_t right = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        right += classes[i] == labels[i];
    return static_cast<double>(right) / static_cast<double>(labels.size());
}

/// One pass over the training pictures; false if it was stopped.
bool trainEpoch(LeNetLearner& learner, const LabelledImages& data, const TrainSettings& settings,
                TrainProgress& now, const TrainCallback& progress, const std::stop_token& stop)
{
    const auto order = shuffledOrder(data.images.size(), settings.seed, now.epoch);
    double lossSum = 0;
    for (std::size_t first = 0, batch = 1; first < order.size(); first += batchSize, ++batch) {
        if (stop.stop_requested())
            return false;
        const std::size_t count = std::min(batchSize, order.size() - first);
        std::vector<Image> pictures;
        std::vector<std::uint8_t> labels;
        for (std::size_t i = first; i < first + count; ++i) {
            pictures.push_back(data.images[order[i]]);
            labels.push_back(data.labels[order[i]]);
        }
        const double epochShare = static_cast<double>(first) / static_cast<double>(order.size());
        const double rate = rateAt((now.epoch - 1 + epochShare) / now.epochs);
        lossSum += learner.step(pictures, labels, rate) * static_cast<double>(count);
        now.imagesDone = first + count;
        now.meanLoss = lossSum / static_cast<double>(now.imagesDone);
        if (batch % batchesBetweenReports == 0)
            progress(now);
    }
    return true;
}

/// Everything but the accuracy and the plan, which are measured on the finished network.
ModelInfo describe(const TrainSettings& settings, const TrainingData& data)
{
    ModelInfo info;
    info.name = settings.name;
    info.summary = "LeNet, trained on " + std::to_string(data.train.images.size()) +
                   " grey pictures of 28×28 pixels";
    info.labels = settings.labels;
    info.input = {leNetSide, leNetSide, 1};
    info.normalisation = {{0.0f}, {leNetScale}};
    info.provenance = settings.provenance + (settings.provenance.empty() ? "" : "; ") +
                      "trained by Pareidolia from scratch, " + std::to_string(settings.epochs) +
                      (settings.epochs == 1 ? " epoch, seed " : " epochs, seed ") +
                      std::to_string(settings.seed);
    info.licence = settings.licence;
    info.accuracyOn = std::to_string(data.test.images.size()) + " test pictures of the same data";
    return info;
}

Result<std::string> archive(const LeNetLearner& learner, const ModelInfo& info)
{
    return writeScript({.className = "LeNet",
                        .tensors = learner.weights(),
                        .methods = leNetMethods(),
                        .extraFiles = {{std::string(manifestName), manifestToJson(info).dump(1)}}});
}

Result<double> measureAccuracy(const ModelInfo& info, const std::string& bytes,
                               const LabelledImages& test)
{
    ASSIGN_OR_RETURN(auto classifier, makeTorchClassifier(info, bytes, info.name));
    ASSIGN_OR_RETURN(const auto scores, classifier->score(test.images));
    std::vector<std::size_t> classes;
    for (std::size_t i = 0; i < scores.images(); ++i)
        classes.push_back(scores.best(i));
    return shareRight(classes, test.labels);
}

Result<ModelInfo> finish(const LeNetLearner& learner, const TrainSettings& settings,
                         const TrainingData& data)
{
    ModelInfo info = describe(settings, data);
    ASSIGN_OR_RETURN(const auto draft, archive(learner, info));
    ASSIGN_OR_RETURN(info.plan,
                     settings.plan ? Result<Plan>(*settings.plan) : tuneTorchPlan(info, draft));
    ASSIGN_OR_RETURN(info.accuracy, measureAccuracy(info, draft, data.test));
    ASSIGN_OR_RETURN(const auto bytes, archive(learner, info));
    return writeModel(settings.out, bytes);
}

Result<ModelInfo> train(const TrainSettings& settings, const TrainCallback& progress,
                        const std::stop_token& stop)
{
    RETURN_IF_ERROR(checkSettings(settings));
    TrainingData data;
    ASSIGN_OR_RETURN(data.train, readPart(settings, IdxPart::Train));
    ASSIGN_OR_RETURN(data.test, readPart(settings, IdxPart::Test));

    LeNetLearner learner(leNetStart(settings.labels.size(), settings.seed));
    TrainProgress now;
    now.epochs = settings.epochs;
    now.imagesTotal = data.train.images.size();
    for (now.epoch = 1; now.epoch <= now.epochs; ++now.epoch) {
        if (!trainEpoch(learner, data.train, settings, now, progress, stop))
            return failure(settings.name, "training was interrupted; nothing was written",
                           "start it again");
        now.accuracy = shareRight(learner.classify(data.test.images), data.test.labels);
        progress(now);
        now.accuracy.reset();
    }
    return finish(learner, settings, data);
}

} // namespace

Result<ModelInfo> trainLeNet(const TrainSettings& settings, const TrainCallback& progress,
                             std::stop_token stop)
{
    const TrainCallback report = progress ? progress : [](const TrainProgress&) {};
    return withoutExceptions(settings.name, "check the data and this machine's memory",
                             [&] { return train(settings, report, stop); });
}

} // namespace pareidolia
