// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeLayers.h"

#include "core/importing/BadLayer.h"
#include "core/importing/CaffeWeighted.h"

#include <map>

namespace pareidolia {

namespace {

using Parameter = caffe::LayerParameter;
using Weights = std::vector<WeightTensor>;

Operation localResponse(const Parameter& layer)
{
    const caffe::LRNParameter& how = layer.lrn_param();
    if (how.local_size() % 2 == 0)
        throw BadLayer{layer.name(), "its local_size must be odd"};
    const bool across = how.norm_region() == caffe::LRNParameter::ACROSS_CHANNELS;
    return LocalResponse{.size = how.local_size(),
                         .alpha = how.alpha(),
                         .beta = how.beta(),
                         .k = across ? how.k() : 1.0f, // as Caffe does it
                         .acrossChannels = across};
}

Operation relu(const Parameter& layer)
{
    const float slope = layer.relu_param().negative_slope();
    if (slope == 0)
        return Activation{Activation::Kind::Relu};
    return Activation{.kind = Activation::Kind::LeakyRelu, .first = slope};
}

Operation power(const Parameter& layer)
{
    const caffe::PowerParameter& how = layer.power_param();
    return Activation{.kind = Activation::Kind::Power,
                      .first = how.scale(),
                      .second = how.shift(),
                      .third = how.power()};
}

Operation elu(const Parameter& layer)
{
    return Activation{.kind = Activation::Kind::Elu, .first = layer.elu_param().alpha()};
}

template <Activation::Kind kind>
Operation simple(const Parameter&)
{
    return Activation{kind};
}

Operation concatenation(const Parameter& layer)
{
    const caffe::ConcatParameter& how = layer.concat_param();
    return Concatenation{how.has_concat_dim() ? static_cast<std::int64_t>(how.concat_dim())
                                              : how.axis()};
}

Operation elementwise(const Parameter& layer)
{
    const caffe::EltwiseParameter& how = layer.eltwise_param();
    switch (how.operation()) {
    case caffe::EltwiseParameter::PROD:
        return Elementwise{.kind = Elementwise::Kind::Multiply};
    case caffe::EltwiseParameter::MAX:
        return Elementwise{.kind = Elementwise::Kind::Maximum};
    case caffe::EltwiseParameter::SUM:
        break;
    }
    if (how.coeff_size() > 0 && how.coeff_size() != layer.bottom_size())
        throw BadLayer{layer.name(), "it has " + std::to_string(how.coeff_size()) +
                                         " coefficients for " +
                                         std::to_string(layer.bottom_size()) + " inputs"};
    return Elementwise{.kind = Elementwise::Kind::Add,
                       .factors = {how.coeff().begin(), how.coeff().end()}};
}

Operation softmax(const Parameter& layer)
{
    return Softmax{.axis = layer.softmax_param().axis()};
}

Operation flatten(const Parameter& layer)
{
    if (layer.flatten_param().end_axis() != -1)
        throw BadLayer{layer.name(), "its end_axis is not the last one, which is not supported"};
    return Flatten{layer.flatten_param().axis()};
}

Operation reshape(const Parameter& layer)
{
    const caffe::ReshapeParameter& how = layer.reshape_param();
    if (how.num_axes() != -1 || how.axis() < 0 || how.axis() > 3)
        throw BadLayer{layer.name(), "it reshapes some axes only, which is not supported"};
    Reshape reshape{std::vector<std::int64_t>(static_cast<std::size_t>(how.axis()), 0)};
    reshape.shape.insert(reshape.shape.end(), how.shape().dim().begin(), how.shape().dim().end());
    return reshape;
}

using Plain = Operation (*)(const Parameter&);
using Weighted = Operation (*)(const Parameter&, Weights);

const std::map<std::string, Plain>& plainLayers()
{
    using Kind = Activation::Kind;
    static const std::map<std::string, Plain> layers{
        {"AbsVal", simple<Kind::Absolute>},
        {"Concat", concatenation},
        {"ELU", elu},
        {"Eltwise", elementwise},
        {"Flatten", flatten},
        {"LRN", localResponse},
        {"Pooling", caffePooling},
        {"Power", power},
        {"ReLU", relu},
        {"Reshape", reshape},
        {"Sigmoid", simple<Kind::Sigmoid>},
        {"Softmax", softmax},
        {"TanH", simple<Kind::Tanh>},
    };
    return layers;
}

const std::map<std::string, Weighted>& weightedLayers()
{
    static const std::map<std::string, Weighted> layers{
        {"BatchNorm", caffeBatchNorm},
        {"Bias", caffeBias},
        {"Convolution", caffeConvolution},
        {"InnerProduct", caffeInnerProduct},
        {"PReLU", caffePRelu},
        {"Scale", caffeScale},
    };
    return layers;
}

bool takesMany(const std::string& type)
{
    return type == "Concat" || type == "Eltwise";
}

} // namespace

bool isKnownCaffeType(const std::string& type)
{
    return plainLayers().contains(type) || weightedLayers().contains(type);
}

Operation convertCaffeLayer(const Parameter& layer, Weights weights, std::size_t inputs)
{
    const std::string& type = layer.type();
    if (layer.top_size() != 1)
        throw BadLayer{layer.name(), "it has " + std::to_string(layer.top_size()) +
                                         " outputs, but " + type + " has one"};
    if (inputs != 1 && !takesMany(type))
        throw BadLayer{layer.name(), "it takes " + std::to_string(inputs) +
                                         " values, which is not supported for " + type};
    if (const auto plain = plainLayers().find(type); plain != plainLayers().end()) {
        if (!weights.empty())
            throw BadLayer{layer.name(),
                           "the caffemodel has weights for it, but " + type + " takes none"};
        return plain->second(layer);
    }
    const auto weighted = weightedLayers().find(type);
    if (weighted == weightedLayers().end())
        throw BadLayer{layer.name(), "its type " + type + " is not supported"};
    if (weights.empty())
        throw BadLayer{layer.name(), "the caffemodel has no weights for it"};
    return weighted->second(layer, std::move(weights));
}

} // namespace pareidolia
