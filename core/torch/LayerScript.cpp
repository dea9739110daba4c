// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LayerScript.h"

#include "core/torch/ScriptText.h"

#include <cmath>

namespace pareidolia {

namespace {

/// Below every number that a layer gives; infinity has no literal.
constexpr const char* nothing = "-3.4028234663852886e+38";

bool isPadded(const Window& window)
{
    return window.padding != Padding{};
}

bool isSymmetric(const Window& window)
{
    return window.padding[0] == window.padding[2] && window.padding[1] == window.padding[3];
}

/// What LibTorch's pooling allows by itself.
bool isWithinHalf(const Window& window)
{
    return 2 * window.padding[0] <= window.kernel[0] && 2 * window.padding[1] <= window.kernel[1];
}

/// The padding moves from the window into a layer of its own.
Window withoutPadding(Window window)
{
    window.padding = {};
    return window;
}

std::string halfPadding(const Window& window)
{
    return list(std::array<std::int64_t, 2>{window.padding[0], window.padding[1]});
}

/// What `inner` lacks of `outer`; a negative number cuts off.
Padding beyond(const Padding& inner, const Padding& outer)
{
    Padding rest{};
    for (std::size_t side = 0; side < rest.size(); ++side)
        rest[side] = outer[side] - inner[side];
    return rest;
}

class Writer
{
public:
    Writer(const std::string& name, const std::vector<std::string>& inputs, const ValueShape& in,
           const ValueShape& out)
        : m_name(name), m_inputs(inputs), m_in(in), m_out(out)
    {}

    std::vector<ScriptTensor> tensors() { return std::move(m_tensors); }

    std::string operator()(Convolution& layer)
    {
        std::string value = only();
        Window window = layer.window;
        if (!isSymmetric(window)) {
            value = padded(value, window.padding, "0.0");
            window = withoutPadding(window);
        }
        const std::string weight = keep("weight", std::move(layer.weight));
        return "torch.conv2d(" + value + ", " + weight + ", " + keepBias(std::move(layer.bias)) +
               ", " + list(window.stride) + ", " + halfPadding(window) + ", " +
               list(window.dilation) + ", " + std::to_string(layer.groups) + ")";
    }

    std::string operator()(Dense& layer)
    {
        const std::string value = m_in.size() == 1 ? only() : "torch.flatten(" + only() + ", 1)";
        const std::string weight = keep("weight", std::move(layer.weight));
        return "torch.linear(" + value + ", " + weight + ", " + keepBias(std::move(layer.bias)) +
               ")";
    }

    std::string operator()(const Pooling& layer) const
    {
        const Window& window = layer.window;
        const bool isMaximum = layer.kind == Pooling::Kind::Maximum;
        if (isSymmetric(window) && isWithinHalf(window))
            return isMaximum ? maximum(only(), window, layer.roundUp)
                             : average(only(), window, layer.roundUp, layer.countPadding);
        const Padding filled = paddingToTheEnd(window);
        const Window bare = withoutPadding(window);
        if (isMaximum)
            return maximum(padded(only(), filled, nothing), bare, false);
        const std::string sum = average(padded(only(), filled, "0.0"), bare, false, true);
        if (layer.countPadding && filled == window.padding)
            return sum;
        // Each window's mean is over what counts in it.
        const std::string ones = "torch.ones_like(" + only() + ")";
        const std::string counting =
            layer.countPadding
                ? padded(padded(ones, window.padding, "1.0"), beyond(window.padding, filled), "0.0")
                : padded(ones, filled, "0.0");
        return sum + " / " + average(counting, bare, false, true);
    }

    std::string operator()(const GlobalPooling& layer) const
    {
        return layer.kind == Pooling::Kind::Average
                   ? "torch.adaptive_avg_pool2d(" + only() + ", [1, 1])"
                   : "torch.amax(" + only() + ", [2, 3], True)";
    }

    std::string operator()(const LocalResponse& layer) const
    {
        const std::string square = only() + " * " + only();
        const std::string size = std::to_string(layer.size);
        const std::string half = std::to_string(layer.size / 2);
        const std::string mean = layer.acrossChannels
                                     ? "torch.squeeze(torch.avg_pool3d(torch.unsqueeze(" + square +
                                           ", 1), [" + size + ", 1, 1], [1, 1, 1], [" + half +
                                           ", 0, 0]), 1)"
                                     : "torch.avg_pool2d(" + square + ", [" + size + ", " + size +
                                           "], [1, 1], [" + half + ", " + half + "])";
        return only() + " / torch.pow(" + mean + " * " + real(layer.alpha) + " + " + real(layer.k) +
               ", " + real(layer.beta) + ")";
    }

    std::string operator()(ChannelAffine& layer)
    {
        const std::string scale = keep("scale", perChannel(std::move(layer.scale)));
        return only() + " * " + scale + " + " + keep("shift", perChannel(std::move(layer.shift)));
    }

    std::string operator()(const Activation& layer) const
    {
        using Kind = Activation::Kind;
        const std::string first = real(layer.first);
        const std::string second = real(layer.second);
        switch (layer.kind) {
        case Kind::Relu:
            return "torch.relu(" + only() + ")";
        case Kind::LeakyRelu:
            return "torch.leaky_relu(" + only() + ", " + first + ")";
        case Kind::Elu:
            return "torch.elu(" + only() + ", " + first + ")";
        case Kind::Sigmoid:
            return "torch.sigmoid(" + only() + ")";
        case Kind::HardSigmoid:
            return "torch.clamp(" + only() + " * " + first + " + " + second + ", 0.0, 1.0)";
        case Kind::HardSwish:
            return "torch.hardswish(" + only() + ")";
        case Kind::Tanh:
            return "torch.tanh(" + only() + ")";
        case Kind::Softplus:
            return "torch.softplus(" + only() + ")";
        case Kind::Clip:
            return clip(layer);
        case Kind::Power:
            return power(layer);
        case Kind::Absolute:
            break;
        }
        return "torch.abs(" + only() + ")";
    }

    std::string operator()(ParametricRelu& layer)
    {
        WeightTensor slopes = std::move(layer.slopes);
        slopes.shape = {static_cast<std::int64_t>(slopes.values.size())};
        return "torch.prelu(" + only() + ", " + keep("slopes", std::move(slopes)) + ")";
    }

    std::string operator()(const Elementwise& layer) const
    {
        const auto term = [&](std::size_t i) {
            const bool scaled = !layer.factors.empty() && layer.factors[i] != 1;
            return m_inputs[i] + (scaled ? " * " + real(layer.factors[i]) : "");
        };
        std::string text = term(0);
        for (std::size_t i = 1; i < m_inputs.size(); ++i)
            text = joined(layer.kind, text, term(i));
        return text;
    }

    std::string operator()(const Concatenation& layer) const
    {
        std::string text;
        for (const std::string& input : m_inputs)
            text += (text.empty() ? "torch.cat([" : ", ") + input;
        return text + "], " + std::to_string(layer.axis) + ")";
    }

    std::string operator()(const Softmax& layer) const
    {
        return (layer.logarithm ? "torch.log_softmax(" : "torch.softmax(") + only() + ", " +
               std::to_string(layer.axis) + ")";
    }

    std::string operator()(const Reshape&) const { return reshaped(); }
    std::string operator()(const Flatten& layer) const
    {
        return "torch.flatten(" + only() + ", " + std::to_string(layer.axis) + ")";
    }

    std::string operator()(const ZeroPadding& layer) const
    {
        return padded(only(), layer.padding, "0.0");
    }

private:
    const std::string& only() const { return m_inputs.front(); }

    std::string keep(const char* which, WeightTensor tensor)
    {
        m_tensors.push_back(
            {m_name + "." + which, std::move(tensor.shape), std::move(tensor.values)});
        return "self." + m_tensors.back().name;
    }

    std::string keepBias(WeightTensor bias)
    {
        return bias.values.empty() ? "None" : keep("bias", std::move(bias));
    }

    /// Shaped so that it spreads over what comes in.
    WeightTensor perChannel(WeightTensor tensor) const
    {
        const auto count = static_cast<std::int64_t>(tensor.values.size());
        tensor.shape.assign(m_in.size() + 1, 1);
        tensor.shape[1] = count;
        return tensor;
    }

    /// So that the last window ends where the padding does, whichever way sizes are rounded.
    Padding paddingToTheEnd(const Window& window) const
    {
        Padding padding = window.padding;
        for (std::size_t way = 0; way < 2; ++way) {
            const std::int64_t reach = window.dilation[way] * (window.kernel[way] - 1) + 1;
            const std::int64_t end = (m_out[way + 1] - 1) * window.stride[way] + reach;
            padding[way + 2] = end - m_in[way + 1] - padding[way];
        }
        return padding;
    }

    static std::string maximum(const std::string& value, const Window& window, bool roundUp)
    {
        return "torch.max_pool2d(" + value + ", " + list(window.kernel) + ", " +
               list(window.stride) + ", " + halfPadding(window) + ", " + list(window.dilation) +
               ", " + truth(roundUp) + ")";
    }

    static std::string average(const std::string& value, const Window& window, bool roundUp,
                               bool countPadding)
    {
        const bool counts = countPadding || !isPadded(window);
        return "torch.avg_pool2d(" + value + ", " + list(window.kernel) + ", " +
               list(window.stride) + ", " + halfPadding(window) + ", " + truth(roundUp) + ", " +
               truth(counts) + ")";
    }

    std::string clip(const Activation& layer) const
    {
        std::string text = only();
        if (std::isfinite(layer.first) && std::isfinite(layer.second))
            return "torch.clamp(" + text + ", " + real(layer.first) + ", " + real(layer.second) +
                   ")";
        if (std::isfinite(layer.first))
            return "torch.clamp_min(" + text + ", " + real(layer.first) + ")";
        if (std::isfinite(layer.second))
            return "torch.clamp_max(" + text + ", " + real(layer.second) + ")";
        return text;
    }

    std::string power(const Activation& layer) const
    {
        std::string text = only();
        if (layer.first != 1)
            text += " * " + real(layer.first);
        if (layer.second != 0)
            text += " + " + real(layer.second);
        return layer.third == 1 ? text : "torch.pow(" + text + ", " + real(layer.third) + ")";
    }

    static std::string joined(Elementwise::Kind kind, const std::string& a, const std::string& b)
    {
        switch (kind) {
        case Elementwise::Kind::Add:
            return a + " + " + b;
        case Elementwise::Kind::Subtract:
            return a + " - " + b;
        case Elementwise::Kind::Multiply:
            return a + " * " + b;
        case Elementwise::Kind::Divide:
            return a + " / " + b;
        case Elementwise::Kind::Maximum:
            break;
        }
        return "torch.maximum(" + a + ", " + b + ")";
    }

    std::string reshaped() const
    {
        std::vector<std::int64_t> shape{-1};
        shape.insert(shape.end(), m_out.begin(), m_out.end());
        return "torch.reshape(" + only() + ", " + list(shape) + ")";
    }

    const std::string& m_name;
    const std::vector<std::string>& m_inputs;
    const ValueShape& m_in;
    const ValueShape& m_out;
    std::vector<ScriptTensor> m_tensors;
};

} // namespace

LayerScript scriptOf(Operation operation, const std::string& name,
                     const std::vector<std::string>& inputs, const ValueShape& in,
                     const ValueShape& out)
{
    Writer writer(name, inputs, in, out);
    std::string expression = std::visit(writer, operation);
    return {std::move(expression), writer.tensors()};
}

} // namespace pareidolia
