// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/LayerShapes.h"

#include <algorithm>

namespace pareidolia {

namespace {

constexpr std::int64_t largestSide = std::int64_t{1} << 20;
constexpr std::int64_t mostNumbers = std::int64_t{1} << 28;

void expectWeights(const WeightTensor& tensor, std::size_t dimensions, const char* which)
{
    expect(tensor.shape.size() == dimensions &&
               std::ranges::all_of(tensor.shape, [](std::int64_t side) { return side > 0; }) &&
               numbersIn(tensor.shape) == static_cast<std::int64_t>(tensor.values.size()),
           std::string("its ") + which + " have shape " + shapeText(tensor.shape));
}

void expectBias(const WeightTensor& bias, std::int64_t outputs)
{
    if (!bias.values.empty())
        expect(static_cast<std::int64_t>(bias.values.size()) == outputs,
               "it has " + std::to_string(bias.values.size()) + " biases for " +
                   std::to_string(outputs) + " outputs");
}

/// One number a channel, or one for all.
void expectChannels(const WeightTensor& tensor, const ValueShape& in)
{
    const auto count = static_cast<std::int64_t>(tensor.values.size());
    expect(count == 1 || count == in[0], "it has weights for " + std::to_string(count) +
                                             " channels, but gets " + std::to_string(in[0]));
}

void expectPlane(const ValueShape& in)
{
    expect(in.size() == 3, "it needs a plane, but gets " + shapeText(in));
}

/// An axis as it is written, the batch being 0, becomes one of a shape without the batch.
std::size_t axisOf(std::int64_t axis, const ValueShape& in)
{
    const auto dimensions = static_cast<std::int64_t>(in.size()) + 1;
    const std::int64_t place = axis < 0 ? axis + dimensions : axis;
    expect(place >= 1 && place < dimensions,
           "its axis " + std::to_string(axis) + " is not one of " + shapeText(in));
    return static_cast<std::size_t>(place - 1);
}

std::int64_t slidOver(std::int64_t side, const Window& window, std::size_t direction, bool roundUp)
{
    const std::int64_t kernel = window.kernel[direction];
    const std::int64_t stride = window.stride[direction];
    const std::int64_t dilation = window.dilation[direction];
    const std::int64_t before = window.padding[direction];
    const std::int64_t after = window.padding[direction + 2];
    for (const std::int64_t one : {kernel, stride, dilation})
        expect(one >= 1 && one <= largestSide, "its window is impossible");
    for (const std::int64_t one : {before, after})
        expect(one >= 0 && one <= largestSide, "its padding is impossible");
    const std::int64_t room = side + before + after - (dilation * (kernel - 1) + 1);
    expect(room >= 0, "its window is larger than the " + std::to_string(side) + " pixels it gets");
    std::int64_t count = room / stride + 1;
    // A last window that would lie in the padding alone does not count.
    if (roundUp && room % stride != 0 && count * stride < side + before)
        ++count;
    return count;
}

class Inference
{
public:
    explicit Inference(const std::vector<ValueShape>& inputs) : m_inputs(inputs) {}

    double products() const { return m_products; }

    ValueShape operator()(const Convolution& layer)
    {
        const ValueShape& in = only();
        expectPlane(in);
        expectWeights(layer.weight, 4, "weights");
        expect(layer.groups >= 1 && layer.weight.shape[0] % layer.groups == 0,
               "its outputs cannot be divided into its groups");
        expect(layer.weight.shape[2] == layer.window.kernel[0] &&
                   layer.weight.shape[3] == layer.window.kernel[1],
               "its weights have shape " + shapeText(layer.weight.shape));
        expect(layer.groups <= largestSide && layer.weight.shape[1] * layer.groups == in[0],
               "its weights are for " + std::to_string(layer.weight.shape[1] * layer.groups) +
                   " channels, but it gets " + std::to_string(in[0]));
        expectBias(layer.bias, layer.weight.shape[0]);
        const ValueShape out{layer.weight.shape[0], slidOver(in[1], layer.window, 0, false),
                             slidOver(in[2], layer.window, 1, false)};
        m_products = static_cast<double>(layer.weight.values.size()) * static_cast<double>(out[1]) *
                     static_cast<double>(out[2]);
        return out;
    }

    ValueShape operator()(const Dense& layer)
    {
        expectWeights(layer.weight, 2, "weights");
        expect(layer.weight.shape[1] == numbersIn(only()),
               "its weights are for " + std::to_string(layer.weight.shape[1]) +
                   " numbers, but it gets " + shapeText(only()));
        expectBias(layer.bias, layer.weight.shape[0]);
        m_products = static_cast<double>(layer.weight.values.size());
        return {layer.weight.shape[0]};
    }

    ValueShape operator()(const Pooling& layer) const
    {
        expectPlane(only());
        const ValueShape out{only()[0], slidOver(only()[1], layer.window, 0, layer.roundUp),
                             slidOver(only()[2], layer.window, 1, layer.roundUp)};
        for (const std::size_t direction : {std::size_t{0}, std::size_t{1}}) {
            const Window& window = layer.window;
            expect(window.padding[direction] < window.kernel[direction] &&
                       window.padding[direction + 2] < window.kernel[direction],
                   "its padding is not smaller than its window");
            expect(layer.kind == Pooling::Kind::Maximum || window.dilation[direction] == 1,
                   "dilated average pooling is not supported");
        }
        return out;
    }

    ValueShape operator()(const GlobalPooling&) const
    {
        expectPlane(only());
        return {only()[0], 1, 1};
    }

    ValueShape operator()(const LocalResponse& layer) const
    {
        expectPlane(only());
        expect(layer.size >= 1 && layer.size % 2 == 1 && layer.size <= 255,
               "its size of " + std::to_string(layer.size) + " must be odd and small");
        return only();
    }

    ValueShape operator()(const ChannelAffine& layer) const
    {
        expectChannels(layer.scale, only());
        expectChannels(layer.shift, only());
        return only();
    }

    ValueShape operator()(const Activation&) const { return only(); }

    ValueShape operator()(const ParametricRelu& layer) const
    {
        expectChannels(layer.slopes, only());
        return only();
    }

    ValueShape operator()(const Elementwise& layer) const
    {
        expect(layer.factors.empty() || layer.factors.size() == m_inputs.size(),
               "it does not have one factor per input");
        ValueShape out = m_inputs.front();
        for (const ValueShape& in : m_inputs) {
            bool fits = in.size() == out.size();
            for (std::size_t i = 0; fits && i < in.size(); ++i) {
                fits = in[i] == out[i] || in[i] == 1 || out[i] == 1;
                out[i] = std::max(in[i], out[i]);
            }
            expect(fits, "it gets " + shapeText(m_inputs.front()) + " and " + shapeText(in));
        }
        return out;
    }

    ValueShape operator()(const Concatenation& layer) const
    {
        ValueShape out = m_inputs.front();
        const std::size_t axis = axisOf(layer.axis, out);
        for (std::size_t i = 1; i < m_inputs.size(); ++i) {
            const ValueShape& in = m_inputs[i];
            bool fits = in.size() == out.size();
            for (std::size_t d = 0; fits && d < in.size(); ++d)
                fits = d == axis || in[d] == out[d];
            expect(fits, "it gets " + shapeText(m_inputs.front()) + " and " + shapeText(in));
            out[axis] += in[axis];
        }
        return out;
    }

    ValueShape operator()(const Softmax& layer) const
    {
        axisOf(layer.axis, only());
        return only();
    }

    ValueShape operator()(const Reshape& layer) const
    {
        const std::string text =
            "it cannot reshape to " + shapeText(layer.shape) + " a value of " + shapeText(only());
        expect(layer.shape.size() >= 2 && layer.shape.size() <= 5 && layer.shape[0] >= -1 &&
                   layer.shape[0] <= 1,
               text);
        ValueShape out(layer.shape.begin() + 1, layer.shape.end());
        std::int64_t known = 1;
        std::int64_t* open = nullptr;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (out[i] == 0) {
                expect(i < only().size(), text);
                out[i] = only()[i];
            }
            if (out[i] == -1) {
                expect(!open, text);
                open = &out[i];
                continue;
            }
            expect(out[i] >= 1 && out[i] <= mostNumbers && known * out[i] <= mostNumbers, text);
            known *= out[i];
        }
        if (open)
            *open = numbersIn(only()) / known;
        expect(numbersIn(out) == numbersIn(only()), text);
        return out;
    }

    ValueShape operator()(const Flatten& layer) const
    {
        const std::size_t axis = axisOf(layer.axis, only());
        ValueShape out(only().begin(), only().begin() + static_cast<std::ptrdiff_t>(axis));
        out.push_back(numbersIn(only()) / numbersIn(out));
        return out;
    }

    ValueShape operator()(const ZeroPadding& layer) const
    {
        expectPlane(only());
        for (const std::int64_t one : layer.padding)
            expect(one >= 0 && one <= largestSide, "its padding is impossible");
        return {only()[0], only()[1] + layer.padding[0] + layer.padding[2],
                only()[2] + layer.padding[1] + layer.padding[3]};
    }

private:
    const ValueShape& only() const
    {
        expect(m_inputs.size() == 1,
               "it takes " + std::to_string(m_inputs.size()) + " values instead of one");
        return m_inputs.front();
    }

    const std::vector<ValueShape>& m_inputs;
    double m_products = 0;
};

} // namespace

LayerResult resultOf(const Operation& operation, const std::vector<ValueShape>& inputs)
{
    Inference inference(inputs);
    ValueShape shape = std::visit(inference, operation);
    return {std::move(shape), inference.products()};
}

} // namespace pareidolia
