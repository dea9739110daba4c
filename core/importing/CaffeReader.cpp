// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeReader.h"

#include "core/base/ReturnError.h"
#include "core/importing/BadLayer.h"
#include "core/importing/CaffeLayers.h"
#include "core/importing/CaffePictures.h"
#include "core/importing/CaffePurpose.h"
#include "core/importing/CaffeWeights.h"
#include "core/importing/CaffeWiring.h"

#include <optional>
#include <set>
#include <utility>

namespace pareidolia {

namespace {

/// Of all values of one picture together, in numbers: one gigabyte.
constexpr std::int64_t mostNumbers = std::int64_t{1} << 28;
/// Products of one picture; the largest networks of the field need a tenth of it.
constexpr double mostProducts = 1e12;

/// What the network needs up to a layer; more than a machine can give is refused.
class Cost
{
public:
    void add(const CaffeShape& shape, double products, const std::string& layer)
    {
        std::int64_t count = 1;
        for (const std::int64_t side : shape) {
            if (side < 1 || side > mostNumbers || count * side > mostNumbers)
                throw BadLayer{layer, (layer.empty() ? "its input is " : "it would output ") +
                                          caffeShapeText(shape) + " numbers per picture"};
            count *= side;
        }
        m_numbers += count;
        m_products += products;
        if (m_numbers > mostNumbers)
            throw BadLayer{layer, "up to here the network needs more than a gigabyte per picture"};
        if (m_products > mostProducts)
            throw BadLayer{
                layer, "up to here the network needs more than 10¹² multiplications per picture"};
    }

private:
    std::int64_t m_numbers = 0;
    double m_products = 0;
};

/// The value of a softmax that makes the answer, if only its shape is changed afterwards. Nothing
/// else that is needed takes it.
std::optional<std::size_t> finalSoftmax(const CaffeWiring& wiring)
{
    std::size_t value = wiring.output;
    while (value != 0) {
        const WiredLayer& wired = wiring.layers[value - 1];
        if (wired.layer->type() == "Softmax")
            return value;
        if (wired.layer->type() != "Flatten" && wired.layer->type() != "Reshape")
            break;
        value = wired.inputs.front();
    }
    return std::nullopt;
}

bool coversAll(const CaffeStep& step)
{
    const std::size_t axis = step.axis(step.layer.softmax_param().axis());
    return step.shape()[axis] == caffeCount(step.shape());
}

/// Names the answer, one row of numbers per picture.
void endCaffe(CaffeValue answer, OnnxWriter& onnx, CaffeNetwork& network)
{
    const std::int64_t classes = caffeCount(answer.shape);
    if (answer.shape.empty() || answer.shape.front() != classes || classes < 2)
        throw BadLayer{"",
                       "its output is " + caffeShapeText(answer.shape) +
                           " numbers, not one per class for two or more classes",
                       "give a network that classifies pictures"};
    if (answer.shape.size() > 1)
        answer.name = onnx.addNode("flat", "Flatten", {answer.name}, {{"axis", std::int64_t{1}}});
    else if (answer.name == OnnxWriter::pictures)
        answer.name = onnx.addNode("same", "Identity", {answer.name});
    network.classes = static_cast<std::size_t>(classes);
    onnx.setOutput(answer.name, {&classes, 1});
}

std::set<std::string> namesIn(const caffe::NetParameter& network)
{
    std::set<std::string> names;
    for (const caffe::LayerParameter& layer : network.layer())
        names.insert(layer.name());
    return names;
}

/// Layer by layer; returns the answer.
CaffeValue writeLayers(const CaffeWiring& wiring, CaffeWeights& weights, CaffeValue pictures,
                       OnnxWriter& onnx, CaffeNetwork& network)
{
    Cost cost;
    cost.add(pictures.shape, 0, {});
    std::vector<CaffeValue> values{std::move(pictures)};
    const auto softmax = finalSoftmax(wiring);
    for (const WiredLayer& wired : wiring.layers) {
        std::vector<CaffeValue> inputs;
        for (const std::size_t input : wired.inputs)
            inputs.push_back(values[input]);
        CaffeStep step(*wired.layer, std::move(inputs), weights.take(wired.layer->name()), onnx);
        step.part = wired.part;
        if (softmax == values.size()) {
            if (coversAll(step)) {
                network.remarks.emplace_back("Its final softmax was left out: confidences are "
                                             "computed from its logits.");
                values.push_back(step.inputs.front());
                continue;
            }
            network.answers = AnswerKind::Probabilities;
        }
        values.push_back(writeCaffeLayer(step));
        cost.add(values.back().shape, step.products, wired.layer->name());
    }
    return values[wiring.output];
}

Result<CaffeNetwork> convert(const caffe::NetParameter& description, const CaffeWiring& wiring,
                             CaffeWeights& weights, const CaffeFiles& files,
                             const CaffeOptions& options)
{
    refuseUnknownTypes(wiring);
    CaffeNetwork network{.name = description.name()};
    network.input = caffeInput(wiring, weights, options);
    OnnxWriter onnx(network.name);
    ASSIGN_OR_RETURN(auto pictures, beginCaffe(wiring.source, files, options, onnx, network));
    endCaffe(writeLayers(wiring, weights, std::move(pictures), onnx, network), onnx, network);
    if (const auto strangers = weights.strangers(namesIn(description)); !strangers.empty())
        network.remarks.push_back("The caffemodel has weights for layers that the prototxt does "
                                  "not have (" +
                                  namedTogether(strangers) + "); they are not used.");
    if (looksLikeEmbedding(wiring))
        network.remarks.push_back("The name of its last layer (" +
                                  namedTogether({wiring.layers[wiring.output - 1].layer->name()}) +
                                  ") is that of an embedding: its numbers may be no classes.");
    network.onnx = onnx.finish();
    return network;
}

} // namespace

Result<CaffeNetwork> readCaffe(CaffeFiles files, const CaffeOptions& options)
{
    ASSIGN_OR_RETURN(const auto description, parsePrototxt(files.prototxt, files.prototxtName));
    ASSIGN_OR_RETURN(auto model, parseCaffemodel(files.caffemodel, files.caffemodelName));
    std::string().swap(files.caffemodel); // the messages hold the numbers now: once is enough
    CaffeWeights weights(model);
    if (weights.empty())
        return failure(files.caffemodelName, "it has no weights",
                       "give the .caffemodel that belongs to the prototxt");
    try {
        refuseOtherPurposes(description);
    } catch (const BadLayer& bad) {
        return tl::unexpected(bad.errorOf(files.prototxtName, {}));
    }
    ASSIGN_OR_RETURN(const auto wiring, wireCaffe(description, files.prototxtName));
    try {
        return convert(description, wiring, weights, files, options);
    } catch (const BadLayer& bad) {
        return tl::unexpected(bad.errorOf(
            files.prototxtName, "give the prototxt and the caffemodel that belong together"));
    }
}

} // namespace pareidolia
