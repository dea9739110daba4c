// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that mix or scale channels.
#include "core/importing/OnnxBuilder.h"

#include <cmath>

namespace pareidolia::onnx {

namespace {

/// Rows and columns change places.
WeightTensor turned(const WeightTensor& matrix)
{
    const auto rows = static_cast<std::size_t>(matrix.shape[0]);
    const auto columns = static_cast<std::size_t>(matrix.shape[1]);
    WeightTensor result{{matrix.shape[1], matrix.shape[0]},
                        std::vector<float>(matrix.values.size())};
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            result.values[column * rows + row] = matrix.values[row * columns + column];
    return result;
}

void multiply(std::vector<float>& values, float factor)
{
    if (factor != 1)
        for (float& value : values)
            value *= factor;
}

/// `weight`: outputs × inputs if `outputsFirst`, else inputs × outputs.
Dense denseLayer(OnnxBuilder& builder, const OnnxNode& node, bool outputsFirst)
{
    const Shape input = builder.flowing(node).shape;
    const Constant& weight = builder.constant(node, 1);
    if (input.size() != 2 || weight.shape.size() != 2)
        node.unsupported("of other than two dimensions");
    if (weight.shape[outputsFirst ? 1 : 0] != input[1])
        node.problem("weights of " + describe(weight.shape) + " do not fit " +
                     std::to_string(input[1]) + " numbers");
    Dense layer{.weight = builder.weights(weight)};
    if (!outputsFirst)
        layer.weight = turned(layer.weight);
    return layer;
}

void gemm(OnnxBuilder& builder, const OnnxNode& node)
{
    if (node.whole("transA", 0) != 0)
        node.unsupported("transA");
    Dense layer = denseLayer(builder, node, node.whole("transB", 0) != 0);
    multiply(layer.weight.values, node.number("alpha", 1));
    const std::int64_t outputs = layer.weight.shape[0];
    if (node.hasInput(2)) {
        const Constant& bias = builder.constant(node, 2);
        const bool one = bias.size() == 1;
        if (!one && (bias.shape.empty() || bias.shape.back() != outputs ||
                     bias.size() != static_cast<std::size_t>(outputs)))
            node.problem("its bias is " + describe(bias.shape) + ", its outputs are " +
                         std::to_string(outputs));
        builder.spend(static_cast<std::size_t>(outputs));
        layer.bias = {{outputs}, bias.asNumbers()};
        if (one)
            layer.bias.values.assign(static_cast<std::size_t>(outputs), layer.bias.values[0]);
        multiply(layer.bias.values, node.number("beta", 1));
    }
    builder.add(node, std::move(layer), {1, outputs});
}

void matrixProduct(OnnxBuilder& builder, const OnnxNode& node)
{
    Dense layer = denseLayer(builder, node, false);
    const std::int64_t outputs = layer.weight.shape[0];
    builder.add(node, std::move(layer), {1, outputs});
}

void batchNormalisation(OnnxBuilder& builder, const OnnxNode& node)
{
    const Shape shape = builder.flowing(node).shape;
    if (node.whole("training_mode", 0) != 0 || node.whole("spatial", 1) == 0)
        node.unsupported("in training mode, or not per channel");
    if (shape.size() < 2)
        node.unsupported("of one dimension");
    std::array<std::vector<float>, 4> given; // scale, shift, mean, variance
    for (std::size_t i = 0; i < given.size(); ++i) {
        const Constant& numbers = builder.constant(node, i + 1);
        if (numbers.shape != Shape{shape[1]})
            node.problem("its input " + std::to_string(i + 1) + " is " + describe(numbers.shape) +
                         ", the channels are " + std::to_string(shape[1]));
        given[i] = numbers.asNumbers();
    }
    builder.spend(2 * given[0].size());
    const double epsilon = static_cast<double>(node.number("epsilon", 1e-5f));
    ChannelAffine layer;
    layer.scale.shape = layer.shift.shape = {shape[1]};
    for (std::size_t i = 0; i < given[0].size(); ++i) {
        const double scale = static_cast<double>(given[0][i]) /
                             std::sqrt(static_cast<double>(given[3][i]) + epsilon);
        layer.scale.values.push_back(static_cast<float>(scale));
        layer.shift.values.push_back(static_cast<float>(static_cast<double>(given[1][i]) -
                                                        static_cast<double>(given[2][i]) * scale));
    }
    builder.add(node, std::move(layer), shape);
}

void localResponse(OnnxBuilder& builder, const OnnxNode& node)
{
    const Shape shape = builder.plane(node).shape;
    const std::int64_t size = node.whole("size", 0);
    if (size < 1 || size > 4096)
        node.problem("its size is " + std::to_string(size));
    if (size % 2 == 0)
        node.unsupported("over an even number of channels");
    builder.add(node,
                LocalResponse{.size = size,
                              .alpha = node.number("alpha", 1e-4f),
                              .beta = node.number("beta", 0.75f),
                              .k = node.number("bias", 1)},
                shape);
}

template <bool logarithm>
void softmax(OnnxBuilder& builder, const OnnxNode& node)
{
    const Shape shape = builder.flowing(node).shape;
    const auto rank = static_cast<std::int64_t>(shape.size());
    const bool flattens = builder.opset() < 13; // then everything from the axis on is one row
    std::int64_t axis = node.whole("axis", flattens ? 1 : -1);
    axis += axis < 0 ? rank : 0;
    if (axis < 1 || axis >= rank)
        node.unsupported("over axis " + std::to_string(node.whole("axis", -1)));
    if (flattens)
        for (std::size_t i = static_cast<std::size_t>(axis) + 1; i < shape.size(); ++i)
            if (shape[i] != 1)
                node.unsupported("over several axes");
    builder.add(node, Softmax{.axis = axis, .logarithm = logarithm}, shape);
}

} // namespace

void addChannelHandlers(Handlers& handlers)
{
    handlers["Gemm"] = gemm;
    handlers["MatMul"] = matrixProduct;
    handlers["BatchNormalization"] = batchNormalisation;
    handlers["LRN"] = localResponse;
    handlers["Softmax"] = softmax<false>;
    handlers["LogSoftmax"] = softmax<true>;
}

} // namespace pareidolia::onnx
