// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/OnnxLayout.h"

#include "core/importing/OnnxAttributes.h"
#include "core/importing/OnnxProblem.h"
#include "core/importing/OnnxValues.h"

#include <cmath>
#include <set>

namespace pareidolia::onnx {

namespace {

using Sides = std::vector<std::int64_t>;

/// What a picture may pass through before the first layer, side by side.
const std::set<std::string> valueByValue{
    "Cast", "Sub", "Add", "Mul", "Div", "Identity", "Clip", "QuantizeLinear", "DequantizeLinear"};

/// What the first layer tells.
struct Hint
{
    std::optional<bool> channelsLast;
    std::int64_t channels = openSide;
};

Hint hintOf(const OnnxValues& values, std::string value)
{
    for (int steps = 0; steps < 20; ++steps) {
        const auto& takers = values.takers(value);
        if (takers.empty())
            return {};
        const NodeProto& node = *takers.front();
        if (node.op_type() == "Transpose") {
            const Sides order = wholesOf(node, "perm");
            if (order == Sides{0, 3, 1, 2})
                return {.channelsLast = true, .channels = hintOf(values, node.output(0)).channels};
            return {};
        }
        if (node.op_type() == "Conv" && node.input_size() > 1) {
            const TensorProto* weights = values.tensor(node.input(1));
            const std::int64_t group = wholeOf(node, "group", 1);
            Hint hint{.channelsLast = false};
            if (weights && weights->dims_size() == 4 && group > 0 && group < 100)
                hint.channels = weights->dims(1) * group;
            return hint;
        }
        if (!valueByValue.contains(node.op_type()) || node.output_size() == 0)
            return {};
        value = node.output(0);
    }
    return {};
}

bool isColours(std::int64_t side)
{
    return side == 1 || side == 3;
}

std::string described(const Sides& sides)
{
    std::string text;
    for (std::size_t i = 0; i < sides.size() && i < 8; ++i)
        text += (i ? " × " : "") + (sides[i] == openSide ? "?" : std::to_string(sides[i]));
    return text + (sides.size() > 8 ? " × …" : "");
}

bool hasChannelsLast(const Sides& sides, const Hint& hint)
{
    const bool first = isColours(sides[1]), last = isColours(sides[3]);
    if (first != last)
        return last;
    if (hint.channelsLast)
        return *hint.channelsLast;
    return !first && sides[1] != openSide && sides[3] == openSide;
}

/// The whole root of a square number, or 0.
std::int64_t rootOf(std::int64_t square)
{
    const auto root =
        static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(square))));
    return root * root == square ? root : 0;
}

Layout flatLayout(std::int64_t batch, std::int64_t count, const OnnxChoices& choices)
{
    Layout layout{.order = Order::Flat, .batch = batch};
    if (count == openSide)
        throw OnnxProblem{"it takes rows of numbers and does not tell how many"};
    for (const int channels : {1, 3}) {
        if (count % channels != 0 || (choices.channels && *choices.channels != channels))
            continue;
        const std::int64_t plane = count / channels;
        layout.channels = channels;
        layout.height = layout.width = rootOf(plane);
        if (choices.size) {
            layout.height = choices.size->height;
            layout.width = choices.size->width;
            if (layout.height * layout.width == plane)
                return layout;
        } else if (layout.height > 1) {
            return layout;
        }
    }
    throw OnnxProblem{"it takes rows of " + std::to_string(count) +
                          " numbers, which are no picture of the size and channels that are known",
                      "say how many channels, and which width and height, a picture has", true};
}

Layout ofThree(const Sides& sides)
{
    // Without a batch, if that is the only way to have colours.
    if (sides[0] == 3 && sides[2] != 3)
        return {Order::Chw, 1, 3, sides[1], sides[2]};
    if (sides[2] == 3 || (sides[2] == 1 && sides[0] != 1 && sides[0] != openSide))
        return {Order::Hwc, 1, sides[2], sides[0], sides[1]};
    return {Order::Nhw, sides[0], 1, sides[1], sides[2]};
}

} // namespace

Layout layoutOf(const OnnxValues& values, const std::string& input, const OnnxChoices& choices)
{
    const Hint hint = hintOf(values, input);
    const Sides sides = values.facts(input).shape.value_or(Sides(4, openSide));
    Layout layout;
    switch (sides.size()) {
    case 4:
        layout = hasChannelsLast(sides, hint)
                     ? Layout{Order::Nhwc, sides[0], sides[3], sides[1], sides[2]}
                     : Layout{Order::Nchw, sides[0], sides[1], sides[2], sides[3]};
        if (layout.channels == openSide)
            layout.channels = hint.channels;
        break;
    case 3:
        layout = ofThree(sides);
        break;
    case 2:
        layout = flatLayout(sides[0], sides[1], choices);
        break;
    default:
        throw OnnxProblem{"its input has the shape " + described(sides) + ", which is no picture"};
    }
    if (layout.channels != openSide && !isColours(layout.channels))
        throw OnnxProblem{"its input has the shape " + described(sides) + ", so " +
                              std::to_string(layout.channels) +
                              " channels, but pictures here are grey (1) or in colour (3)",
                          "choose another network"};
    return layout;
}

} // namespace pareidolia::onnx
