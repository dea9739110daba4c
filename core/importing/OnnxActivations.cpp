// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that change every number by itself.
#include "core/importing/OnnxBuilder.h"

#include <cmath>
#include <limits>

namespace pareidolia::onnx {

namespace {

using Kind = Activation::Kind;

void activate(OnnxBuilder& builder, const OnnxNode& node, const Activation& layer)
{
    const Shape shape = builder.flowing(node).shape;
    builder.add(node, layer, shape);
}

template <Kind kind>
void plain(OnnxBuilder& builder, const OnnxNode& node)
{
    activate(builder, node, {.kind = kind});
}

void leakyRelu(OnnxBuilder& builder, const OnnxNode& node)
{
    activate(builder, node, {.kind = Kind::LeakyRelu, .first = node.number("alpha", 0.01f)});
}

void elu(OnnxBuilder& builder, const OnnxNode& node)
{
    activate(builder, node, {.kind = Kind::Elu, .first = node.number("alpha", 1)});
}

void hardSigmoid(OnnxBuilder& builder, const OnnxNode& node)
{
    activate(builder, node,
             {.kind = Kind::HardSigmoid,
              .first = node.number("alpha", 0.2f),
              .second = node.number("beta", 0.5f)});
}

void squareRoot(OnnxBuilder& builder, const OnnxNode& node)
{
    activate(builder, node, {.kind = Kind::Power, .first = 1, .second = 0, .third = 0.5f});
}

/// A number that is an input since opset 11 and was an attribute before.
float bound(OnnxBuilder& builder, const OnnxNode& node, const std::string& attribute,
            std::size_t input, float otherwise)
{
    if (!node.hasInput(input))
        return node.number(attribute, otherwise);
    const Constant& given = builder.constant(node, input);
    const float number = given.size() == 1 ? given.asNumbers()[0] : NAN;
    if (std::isnan(number))
        node.problem("its " + attribute + " is not a number");
    return number;
}

void clip(OnnxBuilder& builder, const OnnxNode& node)
{
    constexpr float largest = std::numeric_limits<float>::max();
    activate(builder, node,
             {.kind = Kind::Clip,
              .first = bound(builder, node, "min", 1, -largest),
              .second = bound(builder, node, "max", 2, largest)});
}

void parametricRelu(OnnxBuilder& builder, const OnnxNode& node)
{
    const Shape shape = builder.flowing(node).shape;
    const Constant& slopes = builder.constant(node, 1);
    const auto channels = static_cast<std::size_t>(shape.size() > 1 ? shape[1] : 1);
    // Channels × 1 × 1, or one for all: anything else is a slope a pixel.
    const bool byChannel = slopes.size() == channels && slopes.shape.size() + 1 == shape.size() &&
                           slopes.shape[0] == static_cast<std::int64_t>(channels);
    if (slopes.size() != 1 && !byChannel)
        node.unsupported("slopes of " + describe(slopes.shape));
    ParametricRelu layer{builder.weights(slopes)};
    layer.slopes.shape = {static_cast<std::int64_t>(slopes.size())};
    builder.add(node, std::move(layer), shape);
}

} // namespace

void addActivationHandlers(Handlers& handlers)
{
    handlers["Relu"] = plain<Kind::Relu>;
    handlers["Sigmoid"] = plain<Kind::Sigmoid>;
    handlers["HardSwish"] = plain<Kind::HardSwish>;
    handlers["Tanh"] = plain<Kind::Tanh>;
    handlers["Softplus"] = plain<Kind::Softplus>;
    handlers["Abs"] = plain<Kind::Absolute>;
    handlers["LeakyRelu"] = leakyRelu;
    handlers["Elu"] = elu;
    handlers["HardSigmoid"] = hardSigmoid;
    handlers["Sqrt"] = squareRoot;
    handlers["Clip"] = clip;
    handlers["PRelu"] = parametricRelu;
}

} // namespace pareidolia::onnx
