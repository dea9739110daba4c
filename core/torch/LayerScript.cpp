// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LayerScript.h"

#include "core/base/Text.h"

#include <array>
#include <cmath>
#include <initializer_list>

namespace pareidolia {

namespace {

/// Top, left, bottom, right.
using Padding = std::array<std::int64_t, 4>;

/// "[3, 3]"
template <typename Numbers = std::initializer_list<std::int64_t>>
std::string list(const Numbers& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "[" : ", ") + std::to_string(number);
    return text + "]";
}

/// A literal that is a floating-point number, also for whole numbers.
std::string real(float number)
{
    const std::string text = formatFloat(number);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

std::string truth(bool value)
{
    return value ? "True" : "False";
}

/// "torch.NAME(a, b)"
std::string call(const std::string& name, std::initializer_list<std::string> arguments)
{
    std::string text;
    for (const std::string& argument : arguments)
        text += (text.empty() ? "" : ", ") + argument;
    return "torch." + name + "(" + text + ")";
}

/// Surrounds a plane by the number `with`; negative padding cuts off.
std::string padded(const std::string& value, const Padding& padding, const std::string& with)
{
    const auto& [top, left, bottom, right] = padding;
    return call("constant_pad_nd", {value, list({left, right, top, bottom}), with});
}

/// Below every number that a layer gives; infinity has no literal.
constexpr const char* nothing = "-3.4028234663852886e+38";

bool isSymmetric(const Window& window)
{
    return window.padding[0] == window.padding[2] && window.padding[1] == window.padding[3];
}

/// What LibTorch's pooling allows by itself.
bool isWithinHalf(const Window& window)
{
    return 2 * window.padding[0] <= window.kernel[0] && 2 * window.padding[1] <= window.kernel[1];
}

std::string halfPadding(const Window& window)
{
    return list({window.padding[0], window.padding[1]});
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
            window.padding = {}; // it is a layer of its own now
        }
        return call("conv2d",
                    {value, keep("weight", std::move(layer.weight)),
                     keepBias(std::move(layer.bias)), list(window.stride), halfPadding(window),
                     list(window.dilation), std::to_string(layer.groups)});
    }

    std::string operator()(Dense& layer)
    {
        return call("linear",
                    {m_in.size() == 1 ? only() : call("flatten", {only(), "1"}),
                     keep("weight", std::move(layer.weight)), keepBias(std::move(layer.bias))});
    }

    std::string operator()(const Pooling& layer) const
    {
        const Window& window = layer.window;
        const bool isMaximum = layer.kind == Pooling::Kind::Maximum;
        if (isSymmetric(window) && isWithinHalf(window))
            return isMaximum ? maximum(only(), window, layer.roundUp)
                             : average(only(), window, layer.roundUp, layer.countPadding);
        const Padding filled = paddingToTheEnd(window);
        Window bare = window;
        bare.padding = {};
        if (isMaximum)
            return maximum(padded(only(), filled, nothing), bare, false);
        const std::string sum = average(padded(only(), filled, "0.0"), bare, false, true);
        if (layer.countPadding && filled == window.padding)
            return sum;
        // Each window's mean is over what counts in it.
        const std::string ones = call("ones_like", {only()});
        const std::string counting =
            layer.countPadding
                ? padded(padded(ones, window.padding, "1.0"), beyond(window.padding, filled), "0.0")
                : padded(ones, filled, "0.0");
        return sum + " / " + average(counting, bare, false, true);
    }

    std::string operator()(const GlobalPooling& layer) const
    {
        return layer.kind == Pooling::Kind::Average
                   ? call("adaptive_avg_pool2d", {only(), "[1, 1]"})
                   : call("amax", {only(), "[2, 3]", truth(true)});
    }

    std::string operator()(const LocalResponse& layer) const
    {
        const std::string square = only() + " * " + only();
        const std::int64_t size = layer.size, half = size / 2;
        const std::string mean =
            layer.acrossChannels
                ? call("squeeze",
                       {call("avg_pool3d", {call("unsqueeze", {square, "1"}), list({size, 1, 1}),
                                            list({1, 1, 1}), list({half, 0, 0})}),
                        "1"})
                : call("avg_pool2d", {square, list({size, size}), "[1, 1]", list({half, half})});
        return only() + " / " +
               call("pow",
                    {mean + " * " + real(layer.alpha) + " + " + real(layer.k), real(layer.beta)});
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
        switch (layer.kind) {
        case Kind::LeakyRelu:
            return call("leaky_relu", {only(), first});
        case Kind::Elu:
            return call("elu", {only(), first});
        case Kind::HardSigmoid:
            return call("clamp",
                        {only() + " * " + first + " + " + real(layer.second), "0.0", "1.0"});
        case Kind::Clip:
            return clip(layer);
        case Kind::Power:
            return power(layer);
        default: // in the order of their kinds
            constexpr std::array plain{"relu", "",         "", "sigmoid", "",   "hardswish",
                                       "tanh", "softplus", "", "",        "abs"};
            return call(plain[static_cast<std::size_t>(layer.kind)], {only()});
        }
    }

    std::string operator()(ParametricRelu& layer)
    {
        WeightTensor slopes = std::move(layer.slopes);
        slopes.shape = {static_cast<std::int64_t>(slopes.values.size())};
        return call("prelu", {only(), keep("slopes", std::move(slopes))});
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
        return call(layer.logarithm ? "log_softmax" : "softmax",
                    {only(), std::to_string(layer.axis)});
    }

    std::string operator()(const Reshape&) const
    {
        std::vector<std::int64_t> shape{-1};
        shape.insert(shape.end(), m_out.begin(), m_out.end());
        return call("reshape", {only(), list(shape)});
    }

    std::string operator()(const Flatten& layer) const
    {
        return call("flatten", {only(), std::to_string(layer.axis)});
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
        return call("max_pool2d", {value, list(window.kernel), list(window.stride),
                                   halfPadding(window), list(window.dilation), truth(roundUp)});
    }

    static std::string average(const std::string& value, const Window& window, bool roundUp,
                               bool countPadding)
    {
        const bool counts = countPadding || window.padding == Padding{};
        return call("avg_pool2d", {value, list(window.kernel), list(window.stride),
                                   halfPadding(window), truth(roundUp), truth(counts)});
    }

    std::string clip(const Activation& layer) const
    {
        if (std::isfinite(layer.first) && std::isfinite(layer.second))
            return call("clamp", {only(), real(layer.first), real(layer.second)});
        if (std::isfinite(layer.first))
            return call("clamp_min", {only(), real(layer.first)});
        return std::isfinite(layer.second) ? call("clamp_max", {only(), real(layer.second)})
                                           : only();
    }

    std::string power(const Activation& layer) const
    {
        std::string text = only();
        if (layer.first != 1)
            text += " * " + real(layer.first);
        if (layer.second != 0)
            text += " + " + real(layer.second);
        return layer.third == 1 ? text : call("pow", {text, real(layer.third)});
    }

    static std::string joined(Elementwise::Kind kind, const std::string& a, const std::string& b)
    {
        constexpr std::array signs{" + ", " - ", " * ", " / "}; // in the order of their kinds
        return kind == Elementwise::Kind::Maximum ? call("maximum", {a, b})
                                                  : a + signs[static_cast<std::size_t>(kind)] + b;
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
