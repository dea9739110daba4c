// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"

#include "core/base/ReturnError.h"
#include "core/importing/BadLayer.h"
#include "core/importing/CaffeWeighted.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/CaffeWiring.h"
#include "core/importing/GraphShapes.h"

#include <algorithm>
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

bool isKnownCaffeType(const std::string& type)
{
    return plainLayers().contains(type) || weightedLayers().contains(type);
}

/// Converts one layer of a known type and its weights to one operation. `inputs`: how many values
/// it takes. Shapes of inputs are not known here: `inferShapes` checks the weights against them.
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
    if (weights.empty())
        throw BadLayer{layer.name(), "the caffemodel has no weights for it"};
    return weightedLayers().at(type)(layer, std::move(weights));
}

constexpr std::size_t mostNamed = 8;

/// "a", "b" and 3 more
std::string named(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), mostNamed); ++i)
        text += (i == 0 ? "\"" : ", \"") + names[i].substr(0, 80) + "\"";
    if (names.size() > mostNamed)
        text += " and " + std::to_string(names.size() - mostNamed) + " more";
    return text;
}

void refuseUnknownTypes(const CaffeWiring& wiring)
{
    std::vector<std::string> types;
    std::string first;
    for (const WiredLayer& wired : wiring.layers)
        if (const std::string& type = wired.layer->type(); !isKnownCaffeType(type)) {
            if (types.empty())
                first = wired.layer->name();
            if (std::ranges::find(types, type) == types.end())
                types.push_back(type);
        }
    if (types.empty())
        return;
    const bool one = types.size() == 1;
    throw BadLayer{first,
                   std::string(one ? "its type " : "from here on there are unsupported types: ") +
                       named(types) + (one ? " is not supported" : ""),
                   "use a network of convolutions, pooling, inner products and similar layers"};
}

std::vector<Layer> convertLayers(const CaffeWiring& wiring, CaffeWeights& weights)
{
    std::vector<Layer> layers;
    for (const WiredLayer& wired : wiring.layers) {
        const caffe::LayerParameter& layer = *wired.layer;
        layers.push_back({layer.name(),
                          convertCaffeLayer(layer, weights.take(layer.name()), wired.inputs.size()),
                          wired.inputs});
    }
    return layers;
}

/// Databases tell no number of channels; the first weights do.
std::int64_t channelsFromWeights(const std::vector<Layer>& layers)
{
    for (const Layer& layer : layers)
        if (const auto* convolution = std::get_if<Convolution>(&layer.operation))
            return convolution->weight.shape[1] * convolution->groups;
    return 0;
}

std::array<std::int64_t, 3> inputOf(const CaffeWiring& wiring, const std::vector<Layer>& layers,
                                    const CaffeOptions& options)
{
    std::array<std::int64_t, 3> input = wiring.input;
    if (input[0] == 0)
        input[0] = channelsFromWeights(layers);
    if (options.size)
        input[1] = input[2] = *options.size;
    if (std::ranges::count(input, 0) > 0)
        throw BadLayer{"", "it does not give the size of its input",
                       "give the network's deploy.prototxt, or the size (--size)"};
    return input;
}

std::set<std::string> namesIn(const caffe::NetParameter& network)
{
    std::set<std::string> names;
    for (const caffe::LayerParameter& layer : network.layer())
        names.insert(layer.name());
    return names;
}

CaffeNetwork convert(const caffe::NetParameter& description, const CaffeWiring& wiring,
                     CaffeWeights& weights, const CaffeOptions& options)
{
    refuseUnknownTypes(wiring);
    CaffeNetwork network;
    network.graph.name = description.name();
    network.graph.layers = convertLayers(wiring, weights);
    network.graph.output = wiring.output;
    network.graph.input = inputOf(wiring, network.graph.layers, options);
    if (const auto strangers = weights.strangers(namesIn(description)); !strangers.empty())
        network.remarks.push_back("The caffemodel has weights for layers that the prototxt does "
                                  "not have (" +
                                  named(strangers) + "); they are not used.");
    return network;
}

} // namespace

Result<CaffeNetwork> readCaffe(const CaffeFiles& files, const CaffeOptions& options)
{
    ASSIGN_OR_RETURN(const auto description, parsePrototxt(files.prototxt, files.prototxtName));
    ASSIGN_OR_RETURN(auto model, parseCaffemodel(files.caffemodel, files.caffemodelName));
    CaffeWeights weights(model);
    if (weights.empty())
        return failure(files.caffemodelName, "it has no weights",
                       "give the .caffemodel that belongs to the prototxt");
    ASSIGN_OR_RETURN(const auto wiring, wireCaffe(description, files.prototxtName));
    try {
        CaffeNetwork network = convert(description, wiring, weights, options);
        RETURN_IF_ERROR(inferShapes(network.graph, files.prototxtName));
        return network;
    } catch (const BadLayer& bad) {
        return tl::unexpected(bad.errorOf(
            files.prototxtName, "give the prototxt and the caffemodel that belong together"));
    }
}

} // namespace pareidolia
