// SPDX-License-Identifier: GPL-3.0-or-later
// Operators that slide a window over planes.
#include "core/importing/OnnxBuilder.h"

#include <algorithm>

namespace pareidolia::onnx {

namespace {

constexpr std::int64_t largestStep = 1 << 16;

using Pair = std::array<std::int64_t, 2>;

Pair pairOf(const OnnxNode& node, const std::string& attribute, const Shape& numbers)
{
    if (numbers.size() != 2)
        node.unsupported(attribute + " of " + std::to_string(numbers.size()) + " dimensions");
    for (const std::int64_t number : numbers)
        if (number < 1 || number > largestStep)
            node.problem("its " + attribute + " are " + describe(numbers));
    return {numbers[0], numbers[1]};
}

Pair pairOf(const OnnxNode& node, const std::string& attribute)
{
    const auto numbers = node.list(attribute);
    return numbers ? pairOf(node, attribute, *numbers) : Pair{1, 1};
}

/// How many pixels a kernel spans along one side.
std::int64_t spanOf(const Window& window, std::size_t side)
{
    return window.dilation[side] * (window.kernel[side] - 1) + 1;
}

/// Padding such that the output has the input's size over the stride.
void padLikeSame(Window& window, const Shape& input, bool moreAtTheEnd)
{
    for (std::size_t side = 0; side < 2; ++side) {
        const std::int64_t length = input[2 + side];
        const std::int64_t stride = window.stride[side];
        const std::int64_t steps = (length + stride - 1) / stride;
        const std::int64_t total =
            std::max<std::int64_t>(0, (steps - 1) * stride + spanOf(window, side) - length);
        const std::int64_t less = total / 2;
        window.padding[side] = moreAtTheEnd ? less : total - less;
        window.padding[side + 2] = moreAtTheEnd ? total - less : less;
    }
}

Window windowOf(const OnnxNode& node, const Shape& input, const Pair& kernel)
{
    Window window{
        .kernel = kernel, .stride = pairOf(node, "strides"), .dilation = pairOf(node, "dilations")};
    const std::string automatic = node.text("auto_pad", "NOTSET");
    if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
        padLikeSame(window, input, automatic == "SAME_UPPER");
    } else if (automatic == "NOTSET") {
        const Shape pads = node.list("pads").value_or(Shape{0, 0, 0, 0});
        if (pads.size() != 4)
            node.problem("its pads are not four numbers");
        for (const std::int64_t pad : pads)
            if (pad < 0 || pad > largestStep)
                node.problem("its pads are " + describe(pads));
        std::ranges::copy(pads, window.padding.begin());
    } else if (automatic != "VALID") {
        node.problem("its auto_pad is " + automatic + ", which is not a valid value");
    }
    return window;
}

Shape slide(const OnnxNode& node, const Window& window, const Shape& input, std::int64_t channels,
            bool roundUp = false)
{
    Shape output{1, channels, 0, 0};
    for (std::size_t side = 0; side < 2; ++side) {
        const std::int64_t length = input[2 + side];
        const std::int64_t room = length + window.padding[side] + window.padding[side + 2];
        const std::int64_t rest = room - spanOf(window, side);
        if (rest < 0)
            node.problem("its kernel is larger than its input (" + describe(input) + ")");
        const std::int64_t stride = window.stride[side];
        std::int64_t steps = (rest + (roundUp ? stride - 1 : 0)) / stride + 1;
        // A window that would begin beyond the picture does not count, as in Caffe and PyTorch.
        if (roundUp && (steps - 1) * stride >= length + window.padding[side])
            --steps;
        output[2 + side] = steps;
    }
    return output;
}

void convolution(OnnxBuilder& builder, const OnnxNode& node)
{
    const Shape input = builder.plane(node).shape;
    const Constant& weight = builder.constant(node, 1);
    if (weight.shape.size() != 4)
        node.problem("its weights are " + describe(weight.shape));
    const std::int64_t groups = node.whole("group", 1);
    const std::int64_t outputs = weight.shape[0];
    if (groups < 1 || outputs < 1 || outputs % groups != 0 || input[1] % groups != 0 ||
        weight.shape[1] != input[1] / groups)
        node.problem("weights of " + describe(weight.shape) + " in " + std::to_string(groups) +
                     " groups do not fit " + std::to_string(input[1]) + " channels");
    const Pair kernel = pairOf(node, "kernel", {weight.shape[2], weight.shape[3]});
    if (node.has("kernel_shape") && pairOf(node, "kernel_shape") != kernel)
        node.problem("its kernel_shape is not that of its weights");
    Convolution layer{.window = windowOf(node, input, kernel), .groups = groups};
    layer.weight = builder.weights(weight);
    if (node.hasInput(2)) {
        layer.bias = builder.weights(builder.constant(node, 2));
        if (layer.bias.shape != Shape{outputs})
            node.problem("its bias is " + describe(layer.bias.shape) + ", its outputs are " +
                         std::to_string(outputs));
    }
    Shape output = slide(node, layer.window, input, outputs);
    builder.add(node, std::move(layer), std::move(output));
}

void pool(OnnxBuilder& builder, const OnnxNode& node, Pooling layer)
{
    const Shape input = builder.plane(node).shape;
    if (!node.has("kernel_shape"))
        node.problem("its kernel_shape is missing");
    layer.window = windowOf(node, input, pairOf(node, "kernel_shape"));
    layer.roundUp = node.whole("ceil_mode", 0) != 0;
    for (std::size_t side = 0; side < 4; ++side)
        if (layer.window.padding[side] >= spanOf(layer.window, side % 2))
            node.problem("its padding is as large as its kernel");
    Shape output = slide(node, layer.window, input, input[1], layer.roundUp);
    builder.add(node, std::move(layer), std::move(output));
}

void maximumPooling(OnnxBuilder& builder, const OnnxNode& node)
{
    pool(builder, node, {.kind = Pooling::Kind::Maximum});
}

void averagePooling(OnnxBuilder& builder, const OnnxNode& node)
{
    if (pairOf(node, "dilations") != Pair{1, 1})
        node.unsupported("dilated");
    pool(builder, node,
         {.kind = Pooling::Kind::Average, .countPadding = node.whole("count_include_pad", 0) != 0});
}

template <Pooling::Kind kind>
void globalPooling(OnnxBuilder& builder, const OnnxNode& node)
{
    const std::int64_t channels = builder.plane(node).shape[1];
    builder.add(node, GlobalPooling{kind}, {1, channels, 1, 1});
}

/// Means over height and width, which is what classifiers end with.
template <Pooling::Kind kind>
void reduction(OnnxBuilder& builder, const OnnxNode& node)
{
    const Flowing input = builder.flowing(node);
    const auto rank = static_cast<std::int64_t>(input.shape.size());
    Shape axes = builder.wholeNumbers(node, "axes", 1).value_or(Shape{});
    for (std::int64_t& axis : axes)
        axis += axis < 0 ? rank : 0;
    std::ranges::sort(axes);
    if (!input.isPlane() || axes != Shape{2, 3})
        node.unsupported("not over height and width");
    const std::int64_t channels = input.shape[1];
    builder.add(node, GlobalPooling{kind}, {1, channels, 1, 1});
    if (node.whole("keepdims", 1) == 0) {
        const auto pooled = std::get<Flowing>(builder.made(node));
        builder.add(node, Flatten{1}, {pooled.value}, {1, channels});
    }
}

void padding(OnnxBuilder& builder, const OnnxNode& node)
{
    const Flowing input = builder.plane(node);
    const std::string mode = node.text("mode", "constant");
    if (mode != "constant")
        node.unsupported("mode " + mode);
    float value = node.number("value", 0);
    if (node.hasInput(2)) {
        const std::vector<float> numbers = builder.constant(node, 2).asNumbers();
        value = numbers.size() == 1 ? numbers[0] : 1;
    }
    if (value != 0)
        node.unsupported("with values other than zero");
    if (node.hasInput(3))
        node.unsupported("of chosen axes");
    const Shape pads = builder.wholeNumbers(node, "pads", 1).value_or(Shape{});
    if (pads.size() != 8)
        node.problem("its pads are not eight numbers");
    for (const std::int64_t pad : pads)
        if (pad < 0 || pad > largestStep)
            node.unsupported("that cuts");
    if (pads[0] != 0 || pads[1] != 0 || pads[4] != 0 || pads[5] != 0)
        node.unsupported("of batch or channels");
    const ZeroPadding layer{{pads[2], pads[3], pads[6], pads[7]}};
    builder.add(node, layer,
                {1, input.shape[1], input.shape[2] + pads[2] + pads[6],
                 input.shape[3] + pads[3] + pads[7]});
}

} // namespace

void addWindowHandlers(Handlers& handlers)
{
    handlers["Conv"] = convolution;
    handlers["MaxPool"] = maximumPooling;
    handlers["AveragePool"] = averagePooling;
    handlers["GlobalMaxPool"] = globalPooling<Pooling::Kind::Maximum>;
    handlers["GlobalAveragePool"] = globalPooling<Pooling::Kind::Average>;
    handlers["ReduceMax"] = reduction<Pooling::Kind::Maximum>;
    handlers["ReduceMean"] = reduction<Pooling::Kind::Average>;
    handlers["Pad"] = padding;
}

} // namespace pareidolia::onnx
