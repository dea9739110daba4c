// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffePurpose.h"

#include "core/importing/BadLayer.h"
#include "core/importing/CaffeLayers.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace pareidolia {

namespace {

constexpr std::size_t mostNamed = 8;
constexpr const char* classifierWanted = "give a network that classifies pictures";

bool isOneOf(const std::string& type, std::initializer_list<const char*> types)
{
    return std::ranges::any_of(types, [&](const char* one) { return type == one; });
}

bool isDetecting(const std::string& type)
{
    return isOneOf(type, {"DetectionOutput", "MultiBoxLoss", "PSROIPooling", "PriorBox", "Proposal",
                          "ROIPooling", "Region", "RegionLoss", "YoloDetectionOutput", "Yolov3"});
}

bool isComparing(const std::string& type)
{
    return isOneOf(type, {"ContrastiveLoss", "TripletLoss"});
}

bool isNormalising(const std::string& type)
{
    return isOneOf(type, {"L2Normalize", "L2Normalization", "Normalize", "NormalizeLayer"});
}

bool isClassifying(const std::string& type)
{
    return isOneOf(
        type, {"Softmax", "SoftmaxWithLoss", "Accuracy", "HingeLoss", "MultinomialLogisticLoss"});
}

std::string shortened(const std::string& text)
{
    return text.substr(0, 80);
}

} // namespace

std::string namedTogether(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), mostNamed); ++i)
        text += (i == 0 ? "\"" : ", \"") + shortened(names[i]) + "\"";
    if (names.size() > mostNamed)
        text += " and " + std::to_string(names.size() - mostNamed) + " more";
    return text;
}

void refuseOtherPurposes(const caffe::NetParameter& network)
{
    const caffe::LayerParameter* comparing = nullptr;
    const caffe::LayerParameter* estimating = nullptr;
    bool classifies = false;
    for (const caffe::LayerParameter& layer : network.layer()) {
        const std::string& type = layer.type();
        if (isDetecting(type))
            throw BadLayer{layer.name(),
                           "its type \"" + type +
                               "\" is that of a detector, which finds objects in a picture but "
                               "gives the picture no class",
                           classifierWanted};
        classifies = classifies || isClassifying(type);
        if (isComparing(type))
            comparing = &layer;
        if (type == "EuclideanLoss")
            estimating = &layer;
    }
    if (classifies)
        return;
    const caffe::LayerParameter& last = network.layer(network.layer_size() - 1);
    if (!comparing && isNormalising(last.type()))
        comparing = &last;
    if (comparing)
        throw BadLayer{comparing->name(),
                       "its type \"" + comparing->type() +
                           "\" is that of an embedding, which compares pictures but gives them no "
                           "class",
                       classifierWanted};
    if (estimating)
        throw BadLayer{estimating->name(),
                       "its type \"" + estimating->type() +
                           "\" is that of a network that estimates numbers, not classes",
                       classifierWanted};
}

void refuseUnknownTypes(const CaffeWiring& wiring)
{
    std::map<std::string, int> counts;
    std::vector<std::string> order;
    std::string first;
    for (const WiredLayer& wired : wiring.layers) {
        const std::string& type = wired.layer->type();
        if (isKnownCaffeType(type) || wired.part > 0)
            continue;
        if (order.empty())
            first = wired.layer->name();
        if (counts[type]++ == 0)
            order.push_back(type);
    }
    if (order.empty())
        return;
    std::string text;
    for (std::size_t i = 0; i < std::min(order.size(), mostNamed); ++i)
        text += (i == 0 ? "\"" : ", \"") + shortened(order[i]) + "\" (" +
                std::to_string(counts.at(order[i])) +
                (counts.at(order[i]) == 1 ? " layer)" : " layers)");
    if (order.size() > mostNamed)
        text += " and " + std::to_string(order.size() - mostNamed) + " more";
    throw BadLayer{first, "from here on there are layers of unsupported types: " + text,
                   "use a network of convolutions, pooling, inner products and similar layers"};
}

bool looksLikeEmbedding(const CaffeWiring& wiring)
{
    const caffe::LayerParameter& last = *wiring.layers[wiring.output - 1].layer;
    std::string name = last.name();
    std::ranges::transform(name, name.begin(),
                           [](unsigned char one) { return static_cast<char>(std::tolower(one)); });
    return last.type() != "Softmax" &&
           std::ranges::any_of(std::initializer_list<const char*>{"feat", "embed", "descriptor"},
                               [&](const char* word) { return name.starts_with(word); });
}

} // namespace pareidolia
