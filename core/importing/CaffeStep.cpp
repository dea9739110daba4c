// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/CaffeStep.h"

#include "core/importing/BadLayer.h"

#include <utility>

namespace pareidolia {

namespace {

CaffeShape withoutOnes(CaffeShape shape)
{
    std::erase(shape, 1);
    return shape;
}

} // namespace

CaffeStep::CaffeStep(const caffe::LayerParameter& parameters, std::vector<CaffeValue> gets,
                     std::vector<CaffeTensor> tensors, OnnxWriter& model)
    : layer(parameters), inputs(std::move(gets)), weights(std::move(tensors)), onnx(model)
{}

void CaffeStep::refuse(const std::string& why) const
{
    throw BadLayer{layer.name(), why};
}

void CaffeStep::expect(bool holds, const std::string& why) const
{
    if (!holds)
        refuse(why);
}

void CaffeStep::expectWeights(std::size_t count) const
{
    if (weights.size() != count)
        refuse("the caffemodel has " + std::to_string(weights.size()) +
               (weights.size() == 1 ? " tensor" : " tensors") +
               " for it, but the prototxt expects " + std::to_string(count));
}

const CaffeValue& CaffeStep::plane() const
{
    expect(shape().size() == 3, "it needs a plane, but gets " + caffeShapeText(shape()));
    return inputs.front();
}

std::size_t CaffeStep::axis(std::int64_t written) const
{
    const auto dimensions = static_cast<std::int64_t>(shape().size()) + 1;
    const std::int64_t place = written < 0 ? written + dimensions : written;
    expect(place >= 1 && place < dimensions,
           "its axis " + std::to_string(written) + " is not one of " + caffeShapeText(shape()));
    return static_cast<std::size_t>(place - 1);
}

void CaffeStep::fit(std::size_t tensor, CaffeShape wanted, const char* which)
{
    CaffeShape& has = weights.at(tensor).shape;
    countOf(wanted, layer.name());
    if (withoutOnes(has) != withoutOnes(wanted))
        refuse(std::string("its ") + which + " in the caffemodel have shape " +
               caffeShapeText(has) + ", but the prototxt expects " + caffeShapeText(wanted));
    has = std::move(wanted);
}

void CaffeStep::fitChannels(std::size_t tensor)
{
    CaffeTensor& numbers = weights.at(tensor);
    if (withoutOnes(numbers.shape).size() > 1)
        refuse("its weights have shape " + caffeShapeText(numbers.shape) +
               ", but only one number per channel is supported");
    numbers.shape = {numbers.values.size()};
    expect(numbers.values.size() == 1 || numbers.values.size() == shape().front(),
           "it has weights for " + std::to_string(numbers.values.size()) + " channels, but gets " +
               std::to_string(shape().front()));
}

std::string CaffeStep::add(const std::string& type, const Names& takes,
                           const Attributes& attributes, const std::string& suffix)
{
    return onnx.addNode(layer.name() + suffix, type, takes, attributes);
}

std::string CaffeStep::constant(const std::string& suffix, const CaffeTensor& tensor)
{
    return onnx.addConstant(layer.name() + suffix, tensor.shape, tensor.numbers());
}

std::string CaffeStep::number(const std::string& suffix, float value)
{
    return onnx.addNumber(layer.name() + suffix, value);
}

std::string CaffeStep::channelConstant(const std::string& suffix, std::span<const float> values)
{
    CaffeShape spread(shape().size(), 1);
    spread.front() = static_cast<std::int64_t>(values.size());
    return onnx.addConstant(layer.name() + suffix, spread, values);
}

std::string caffeShapeText(const CaffeShape& shape)
{
    std::string text;
    for (const std::int64_t side : shape)
        text += (text.empty() ? "" : "×") + std::to_string(side);
    return text.empty() ? "one number" : text;
}

std::int64_t caffeCount(const CaffeShape& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    return count;
}

} // namespace pareidolia
