// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LeNetLearner.h"

#include "core/torch/Blas.h"
#include "core/torch/LeNet.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <torch/torch.h>

namespace pareidolia {

namespace {

constexpr double momentum = 0.9;
constexpr double weightDecay = 5e-4;
constexpr double biasRate = 2; // Caffe's lr_mult

void writePixels(const Image& picture, float* target)
{
    std::ranges::transform(picture.pixels, target,
                           [](std::uint8_t byte) { return static_cast<float>(byte) * leNetScale; });
}

at::Tensor emptyBatch(std::size_t pictures)
{
    return at::empty({static_cast<std::int64_t>(pictures), 1, leNetSide, leNetSide}, at::kFloat);
}

} // namespace

struct LeNetLearner::Parameters
{
    std::vector<ScriptTensor> description; ///< names and shapes
    std::vector<at::Tensor> values;        ///< weight, bias, weight, bias …
    std::vector<at::Tensor> velocity;

    at::Tensor logits(const at::Tensor& input) const
    {
        at::Tensor x = at::max_pool2d(at::conv2d(input, values[0], values[1]), {2, 2}, {2, 2});
        x = at::max_pool2d(at::conv2d(x, values[2], values[3]), {2, 2}, {2, 2});
        x = at::relu(at::linear(x.flatten(1), values[4], values[5]));
        return at::linear(x, values[6], values[7]);
    }
};

LeNetLearner::LeNetLearner(const std::vector<ScriptTensor>& start)
    : m_parameters(std::make_unique<Parameters>())
{
    at::set_num_threads(1);
    useOneBlasThread();
    m_parameters->description = start;
    for (const ScriptTensor& tensor : start) {
        at::Tensor value = at::empty(tensor.shape, at::kFloat);
        std::ranges::copy(tensor.values, value.data_ptr<float>());
        m_parameters->velocity.push_back(at::zeros_like(value));
        m_parameters->values.push_back(value.requires_grad_(true));
    }
}

LeNetLearner::~LeNetLearner() = default;

double LeNetLearner::step(std::span<const Image* const> pictures,
                          std::span<const std::uint8_t> labels, double rate)
{
    at::Tensor input = emptyBatch(pictures.size());
    at::Tensor target = at::empty({static_cast<std::int64_t>(labels.size())}, at::kLong);
    for (std::size_t i = 0; i < pictures.size(); ++i)
        writePixels(*pictures[i], input.data_ptr<float>() + i * leNetSide * leNetSide);
    std::ranges::copy(labels, target.data_ptr<std::int64_t>());

    Parameters& parameters = *m_parameters;
    const at::Tensor loss = at::cross_entropy_loss(parameters.logits(input), target);
    const std::vector<at::Tensor> gradients = torch::autograd::grad({loss}, parameters.values);

    const at::NoGradGuard withoutGradient;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        const bool isBias = parameters.values[i].dim() == 1;
        const at::Tensor slope = gradients[i].add(parameters.values[i], weightDecay);
        parameters.velocity[i].mul_(momentum).add_(slope, isBias ? biasRate * rate : rate);
        parameters.values[i].sub_(parameters.velocity[i]);
    }
    return loss.item<double>();
}

std::vector<std::size_t> LeNetLearner::classify(std::span<const Image> pictures) const
{
    constexpr std::size_t batch = 100;
    const c10::InferenceMode inference;
    std::vector<std::size_t> classes;
    for (std::size_t first = 0; first < pictures.size(); first += batch) {
        const auto part = pictures.subspan(first, std::min(batch, pictures.size() - first));
        at::Tensor input = emptyBatch(part.size());
        for (std::size_t i = 0; i < part.size(); ++i)
            writePixels(part[i], input.data_ptr<float>() + i * leNetSide * leNetSide);
        const at::Tensor best = m_parameters->logits(input).argmax(1);
        const std::int64_t* values = best.data_ptr<std::int64_t>();
        classes.insert(classes.end(), values, values + best.numel());
    }
    return classes;
}

std::vector<ScriptTensor> LeNetLearner::weights() const
{
    std::vector<ScriptTensor> result = m_parameters->description;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const float* values = m_parameters->values[i].data_ptr<float>();
        result[i].values.assign(values, values + m_parameters->values[i].numel());
    }
    return result;
}

} // namespace pareidolia
