// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeWeighted.h"

#include "core/importing/BadLayer.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/GraphShapes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pareidolia {

namespace {

using Parameter = caffe::LayerParameter;
using Weights = std::vector<WeightTensor>;
using Pair = std::array<std::int64_t, 2>;

/// Larger than any picture here.
constexpr std::int64_t largestSide = 4096;

/// Old files write four dimensions whatever there are: ones do not count.
std::vector<std::int64_t> withoutOnes(std::vector<std::int64_t> shape)
{
    std::erase(shape, 1);
    return shape;
}

/// The tensor in the shape that the parameters ask for.
WeightTensor fitted(WeightTensor tensor, std::vector<std::int64_t> shape, const Parameter& layer,
                    const char* which)
{
    countOf(shape, layer.name());
    if (withoutOnes(tensor.shape) != withoutOnes(shape))
        throw BadLayer{layer.name(), std::string("its ") + which +
                                         " in the caffemodel have shape " +
                                         shapeText(tensor.shape) + ", but the prototxt expects " +
                                         shapeText(shape)};
    tensor.shape = std::move(shape);
    return tensor;
}

void expectCount(const Parameter& layer, const Weights& weights, std::size_t count)
{
    if (weights.size() == count)
        return;
    throw BadLayer{layer.name(), "the caffemodel has " + std::to_string(weights.size()) +
                                     (weights.size() == 1 ? " tensor" : " tensors") +
                                     " for it, but the prototxt expects " + std::to_string(count)};
}

std::int64_t checked(std::int64_t value, std::int64_t least, const Parameter& layer,
                     const char* which)
{
    if (value < least || value > largestSide)
        throw BadLayer{layer.name(), std::string("its ") + which + " of " + std::to_string(value) +
                                         " is out of range"};
    return value;
}

/// One number for both directions, two, or one in each of two fields.
template <typename Values>
Pair pairOf(const Values& values, std::optional<std::uint32_t> vertical,
            std::optional<std::uint32_t> horizontal, std::int64_t usual, std::int64_t least,
            const Parameter& layer, const char* which)
{
    if (values.size() > 2)
        throw BadLayer{layer.name(), std::string("it has more than two values of ") + which};
    Pair pair{usual, usual};
    if (values.size() > 0)
        pair = {values.Get(0), values.Get(values.size() - 1)};
    if (vertical)
        pair[0] = *vertical;
    if (horizontal)
        pair[1] = *horizontal;
    return {checked(pair[0], least, layer, which), checked(pair[1], least, layer, which)};
}

/// What convolution and pooling write alike.
template <typename How>
Window windowOf(const How& how, const Parameter& layer)
{
    const auto either = [](bool has, std::uint32_t value) {
        return has ? std::optional<std::uint32_t>(value) : std::nullopt;
    };
    Window window;
    window.kernel = pairOf(how.kernel_size(), either(how.has_kernel_h(), how.kernel_h()),
                           either(how.has_kernel_w(), how.kernel_w()), 0, 1, layer, "kernel_size");
    window.stride = pairOf(how.stride(), either(how.has_stride_h(), how.stride_h()),
                           either(how.has_stride_w(), how.stride_w()), 1, 1, layer, "stride");
    const Pair pad = pairOf(how.pad(), either(how.has_pad_h(), how.pad_h()),
                            either(how.has_pad_w(), how.pad_w()), 0, 0, layer, "pad");
    window.padding = {pad[0], pad[1], pad[0], pad[1]};
    return window;
}

std::int64_t outputsOf(std::uint32_t outputs, const Parameter& layer)
{
    if (outputs == 0 || outputs > (1u << 20))
        throw BadLayer{layer.name(),
                       "its num_output of " + std::to_string(outputs) + " is out of range"};
    return outputs;
}

/// One number a channel, or one for all.
WeightTensor channelWise(WeightTensor tensor, const Parameter& layer)
{
    if (withoutOnes(tensor.shape).size() > 1)
        throw BadLayer{layer.name(), "its weights have shape " + shapeText(tensor.shape) +
                                         ", but only one number per channel is supported"};
    tensor.shape = {static_cast<std::int64_t>(tensor.values.size())};
    return tensor;
}

WeightTensor filled(const WeightTensor& like, float value)
{
    return {like.shape, std::vector<float>(like.values.size(), value)};
}

} // namespace

Operation caffePooling(const Parameter& layer)
{
    const caffe::PoolingParameter& how = layer.pooling_param();
    if (how.pool() == caffe::PoolingParameter::STOCHASTIC)
        throw BadLayer{layer.name(), "stochastic pooling is not supported"};
    const auto kind = how.pool() == caffe::PoolingParameter::AVE ? Pooling::Kind::Average
                                                                 : Pooling::Kind::Maximum;
    if (how.global_pooling())
        return GlobalPooling{kind};
    Pooling pooling{.kind = kind, .window = windowOf(how, layer)};
    pooling.roundUp = how.round_mode() == caffe::PoolingParameter::CEIL;
    const Window& window = pooling.window;
    if (window.padding[0] >= window.kernel[0] || window.padding[1] >= window.kernel[1])
        throw BadLayer{layer.name(), "its pad must be smaller than its kernel"};
    return pooling;
}

Operation caffeConvolution(const Parameter& layer, Weights weights)
{
    const caffe::ConvolutionParameter& how = layer.convolution_param();
    if (how.axis() != 1)
        throw BadLayer{layer.name(), "its axis is not 1, which is not supported"};
    expectCount(layer, weights, how.bias_term() ? 2 : 1);

    Convolution convolution{.window = windowOf(how, layer)};
    convolution.window.dilation =
        pairOf(how.dilation(), std::nullopt, std::nullopt, 1, 1, layer, "dilation");
    const std::int64_t outputs = outputsOf(how.num_output(), layer);
    convolution.groups = how.group();
    if (convolution.groups < 1 || outputs % convolution.groups != 0)
        throw BadLayer{layer.name(), "its " + std::to_string(outputs) +
                                         " outputs cannot be divided into " +
                                         std::to_string(convolution.groups) + " groups"};
    const auto& [height, width] = convolution.window.kernel;
    const std::int64_t eachInput = outputs * height * width;
    const auto numbers = static_cast<std::int64_t>(weights[0].values.size());
    convolution.weight = fitted(
        std::move(weights[0]),
        {outputs, std::max<std::int64_t>(numbers / eachInput, 1), height, width}, layer, "weights");
    if (how.bias_term())
        convolution.bias = fitted(std::move(weights[1]), {outputs}, layer, "biases");
    return convolution;
}

Operation caffeInnerProduct(const Parameter& layer, Weights weights)
{
    const caffe::InnerProductParameter& how = layer.inner_product_param();
    if (how.axis() != 1)
        throw BadLayer{layer.name(), "its axis is not 1, which is not supported"};
    expectCount(layer, weights, how.bias_term() ? 2 : 1);

    const std::int64_t outputs = outputsOf(how.num_output(), layer);
    const std::int64_t inputs =
        std::max<std::int64_t>(static_cast<std::int64_t>(weights[0].values.size()) / outputs, 1);
    Dense dense;
    if (how.transpose()) {
        const WeightTensor flipped =
            fitted(std::move(weights[0]), {inputs, outputs}, layer, "weights");
        dense.weight = filled(flipped, 0);
        dense.weight.shape = {outputs, inputs};
        for (std::int64_t i = 0; i < inputs; ++i)
            for (std::int64_t o = 0; o < outputs; ++o)
                dense.weight.values[static_cast<std::size_t>(o * inputs + i)] =
                    flipped.values[static_cast<std::size_t>(i * outputs + o)];
    } else {
        dense.weight = fitted(std::move(weights[0]), {outputs, inputs}, layer, "weights");
    }
    if (how.bias_term())
        dense.bias = fitted(std::move(weights[1]), {outputs}, layer, "biases");
    return dense;
}

/// Sums that have to be divided by the third tensor, a count that forgets slowly.
Operation caffeBatchNorm(const Parameter& layer, Weights weights)
{
    expectCount(layer, weights, 3);
    const WeightTensor mean = channelWise(std::move(weights[0]), layer);
    const WeightTensor variance = fitted(std::move(weights[1]), mean.shape, layer, "variances");
    const WeightTensor count = fitted(std::move(weights[2]), {1}, layer, "counts");
    const double share = count.values[0] == 0 ? 0 : 1 / static_cast<double>(count.values[0]);

    ChannelAffine affine{filled(mean, 1), filled(mean, 0)};
    for (std::size_t c = 0; c < mean.values.size(); ++c) {
        const double spread = static_cast<double>(variance.values[c]) * share +
                              static_cast<double>(layer.batch_norm_param().eps());
        if (!(spread > 0))
            throw BadLayer{layer.name(),
                           "the variance of its channel " + std::to_string(c) + " is not positive"};
        const double scale = 1 / std::sqrt(spread);
        affine.scale.values[c] = static_cast<float>(scale);
        affine.shift.values[c] =
            static_cast<float>(-static_cast<double>(mean.values[c]) * share * scale);
    }
    return affine;
}

Operation caffeScale(const Parameter& layer, Weights weights)
{
    const caffe::ScaleParameter& how = layer.scale_param();
    expectCount(layer, weights, how.bias_term() ? 2 : 1);
    if (how.axis() != 1 && how.num_axes() != 0)
        throw BadLayer{layer.name(), "its axis is not 1, which is not supported"};
    ChannelAffine affine;
    affine.scale = channelWise(std::move(weights[0]), layer);
    affine.shift = how.bias_term()
                       ? fitted(std::move(weights[1]), affine.scale.shape, layer, "biases")
                       : filled(affine.scale, 0);
    return affine;
}

Operation caffeBias(const Parameter& layer, Weights weights)
{
    const caffe::BiasParameter& how = layer.bias_param();
    expectCount(layer, weights, 1);
    if (how.axis() != 1 && how.num_axes() != 0)
        throw BadLayer{layer.name(), "its axis is not 1, which is not supported"};
    ChannelAffine affine;
    affine.shift = channelWise(std::move(weights[0]), layer);
    affine.scale = filled(affine.shift, 1);
    return affine;
}

Operation caffePRelu(const Parameter& layer, Weights weights)
{
    expectCount(layer, weights, 1);
    if (layer.prelu_param().channel_shared())
        return ParametricRelu{fitted(std::move(weights[0]), {1}, layer, "slopes")};
    return ParametricRelu{channelWise(std::move(weights[0]), layer)};
}

} // namespace pareidolia
