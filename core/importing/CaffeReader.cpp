// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"

#include "core/base/ReturnError.h"
#include "core/importing/BadLayer.h"
#include "core/importing/CaffeLayers.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/CaffeWiring.h"
#include "core/importing/GraphShapes.h"

#include <algorithm>

namespace pareidolia {

namespace {

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
