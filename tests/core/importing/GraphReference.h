// SPDX-License-Identifier: GPL-3.0-or-later
// What a NetworkGraph means, in the plainest arithmetic: loops over single numbers, in double.
#pragma once

#include "core/importing/GraphShapes.h"
#include "core/importing/NetworkGraph.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace pareidolia::test {

struct ReferenceValue
{
    ValueShape shape; ///< without the batch
    std::vector<double> numbers;

    /// A number of a plane; `outside` beyond its edges.
    double at(std::int64_t c, std::int64_t y, std::int64_t x, double outside) const
    {
        if (y < 0 || x < 0 || y >= shape[1] || x >= shape[2])
            return outside;
        return numbers[static_cast<std::size_t>((c * shape[1] + y) * shape[2] + x)];
    }
};

class GraphReference
{
public:
    /// The answer to one picture, channel by channel. The graph's shapes must fit.
    static std::vector<double> answer(const NetworkGraph& graph, const std::vector<float>& picture)
    {
        const auto shapes = inferShapes(graph, "reference").value();
        std::vector<ReferenceValue> values{{shapes[0], {picture.begin(), picture.end()}}};
        for (std::size_t i = 0; i < graph.layers.size(); ++i) {
            GraphReference layer;
            for (const std::size_t input : graph.layers[i].inputs)
                layer.m_inputs.push_back(&values[input]);
            layer.m_out.shape = shapes[i + 1];
            layer.m_out.numbers.resize(static_cast<std::size_t>(numbersIn(shapes[i + 1])));
            std::visit([&](const auto& operation) { layer.compute(operation); },
                       graph.layers[i].operation);
            values.push_back(std::move(layer.m_out));
        }
        return values[graph.output].numbers;
    }

private:
    const ReferenceValue& in() const { return *m_inputs[0]; }

    template <typename Function>
    void eachPlace(const Function& function)
    {
        std::size_t i = 0;
        for (std::int64_t c = 0; c < m_out.shape[0]; ++c)
            for (std::int64_t y = 0; y < m_out.shape[1]; ++y)
                for (std::int64_t x = 0; x < m_out.shape[2]; ++x)
                    m_out.numbers[i++] = function(c, y, x);
    }

    template <typename Function>
    void eachNumber(const Function& function)
    {
        for (std::size_t i = 0; i < m_out.numbers.size(); ++i)
            m_out.numbers[i] = function(in().numbers[i], i);
    }

    template <typename Function>
    static void eachOfWindow(const Window& window, std::int64_t y, std::int64_t x,
                             const Function& function)
    {
        for (std::int64_t ky = 0; ky < window.kernel[0]; ++ky)
            for (std::int64_t kx = 0; kx < window.kernel[1]; ++kx)
                function(y * window.stride[0] - window.padding[0] + ky * window.dilation[0],
                         x * window.stride[1] - window.padding[1] + kx * window.dilation[1], ky,
                         kx);
    }

    static double weightAt(const WeightTensor& tensor, std::size_t index)
    {
        return static_cast<double>(tensor.values[tensor.values.size() == 1 ? 0 : index]);
    }

    std::size_t channelOf(std::size_t index) const
    {
        return index / (m_out.numbers.size() / static_cast<std::size_t>(m_out.shape[0]));
    }

    void compute(const Convolution& layer)
    {
        const auto& shape = layer.weight.shape;
        const std::int64_t outputsOfGroup = shape[0] / layer.groups;
        eachPlace([&](std::int64_t c, std::int64_t y, std::int64_t x) {
            double sum =
                layer.bias.values.empty() ? 0 : layer.bias.values[static_cast<std::size_t>(c)];
            for (std::int64_t i = 0; i < shape[1]; ++i)
                eachOfWindow(
                    layer.window, y, x,
                    [&](std::int64_t py, std::int64_t px, std::int64_t ky, std::int64_t kx) {
                        const auto w = ((c * shape[1] + i) * shape[2] + ky) * shape[3] + kx;
                        sum +=
                            static_cast<double>(layer.weight.values[static_cast<std::size_t>(w)]) *
                            in().at(c / outputsOfGroup * shape[1] + i, py, px, 0);
                    });
            return sum;
        });
    }

    void compute(const Dense& layer)
    {
        const std::size_t inputs = in().numbers.size();
        for (std::size_t o = 0; o < m_out.numbers.size(); ++o) {
            double sum = layer.bias.values.empty() ? 0 : layer.bias.values[o];
            for (std::size_t i = 0; i < inputs; ++i)
                sum += static_cast<double>(layer.weight.values[o * inputs + i]) * in().numbers[i];
            m_out.numbers[o] = sum;
        }
    }

    void compute(const Pooling& layer)
    {
        const Window& window = layer.window;
        eachPlace([&](std::int64_t c, std::int64_t y, std::int64_t x) {
            double sum = 0, largest = -INFINITY, inside = 0, counted = 0;
            eachOfWindow(window, y, x,
                         [&](std::int64_t py, std::int64_t px, std::int64_t, std::int64_t) {
                             const double number = in().at(c, py, px, NAN);
                             const bool padded = py < in().shape[1] + window.padding[2] &&
                                                 px < in().shape[2] + window.padding[3];
                             counted += padded;
                             if (std::isnan(number))
                                 return;
                             ++inside;
                             sum += number;
                             largest = std::max(largest, number);
                         });
            if (layer.kind == Pooling::Kind::Maximum)
                return largest;
            return sum / (layer.countPadding ? counted : inside);
        });
    }

    void compute(const GlobalPooling& layer)
    {
        const auto area = static_cast<std::ptrdiff_t>(in().shape[1] * in().shape[2]);
        for (std::size_t c = 0; c < m_out.numbers.size(); ++c) {
            const auto first = in().numbers.begin() + static_cast<std::ptrdiff_t>(c) * area;
            m_out.numbers[c] =
                layer.kind == Pooling::Kind::Maximum
                    ? *std::max_element(first, first + area)
                    : std::accumulate(first, first + area, 0.0) / static_cast<double>(area);
        }
    }

    void compute(const LocalResponse& layer)
    {
        eachPlace([&](std::int64_t c, std::int64_t y, std::int64_t x) {
            double squares = 0;
            for (std::int64_t other = c - layer.size / 2; other <= c + layer.size / 2; ++other)
                if (other >= 0 && other < m_out.shape[0])
                    squares += std::pow(in().at(other, y, x, 0), 2);
            return in().at(c, y, x, 0) / std::pow(static_cast<double>(layer.k) +
                                                      static_cast<double>(layer.alpha) /
                                                          static_cast<double>(layer.size) * squares,
                                                  static_cast<double>(layer.beta));
        });
    }

    void compute(const ChannelAffine& layer)
    {
        eachNumber([&](double x, std::size_t i) {
            return x * weightAt(layer.scale, channelOf(i)) + weightAt(layer.shift, channelOf(i));
        });
    }

    void compute(const ParametricRelu& layer)
    {
        eachNumber([&](double x, std::size_t i) {
            return x < 0 ? x * weightAt(layer.slopes, channelOf(i)) : x;
        });
    }

    void compute(const Activation& layer)
    {
        eachNumber([&](double x, std::size_t) { return activated(layer, x); });
    }

    static double activated(const Activation& layer, double x)
    {
        using Kind = Activation::Kind;
        const double first = static_cast<double>(layer.first);
        const double second = static_cast<double>(layer.second);
        switch (layer.kind) {
        case Kind::Relu:
            return std::max(x, 0.0);
        case Kind::LeakyRelu:
            return x < 0 ? first * x : x;
        case Kind::Elu:
            return x < 0 ? first * (std::exp(x) - 1) : x;
        case Kind::Sigmoid:
            return 1 / (1 + std::exp(-x));
        case Kind::HardSigmoid:
            return std::clamp(first * x + second, 0.0, 1.0);
        case Kind::HardSwish:
            return x * std::clamp(x / 6 + 0.5, 0.0, 1.0);
        case Kind::Tanh:
            return std::tanh(x);
        case Kind::Softplus:
            return std::log1p(std::exp(x));
        case Kind::Clip:
            return std::clamp(x, first, second);
        case Kind::Power:
            return std::pow(second + first * x, static_cast<double>(layer.third));
        case Kind::Absolute:
            return std::abs(x);
        }
        return NAN;
    }

    void compute(const Elementwise& layer)
    {
        for (std::size_t i = 0; i < m_out.numbers.size(); ++i) {
            double result = spread(0, i);
            for (std::size_t which = 1; which < m_inputs.size(); ++which) {
                const double other = spread(which, i);
                switch (layer.kind) {
                case Elementwise::Kind::Add:
                    result += other;
                    break;
                case Elementwise::Kind::Subtract:
                    result -= other;
                    break;
                case Elementwise::Kind::Multiply:
                    result *= other;
                    break;
                case Elementwise::Kind::Divide:
                    result /= other;
                    break;
                case Elementwise::Kind::Maximum:
                    result = std::max(result, other);
                }
            }
            m_out.numbers[i] = result;
        }
    }

    /// What input `which` has at number i of the output: sides of one are spread.
    double spread(std::size_t which, std::size_t i) const
    {
        const ReferenceValue& value = *m_inputs[which];
        std::size_t index = 0, stride = 1;
        for (std::size_t axis = m_out.shape.size(); axis-- > 0;) {
            const auto side = static_cast<std::size_t>(m_out.shape[axis]);
            if (value.shape[axis] != 1)
                index += i % side * stride;
            stride *= static_cast<std::size_t>(value.shape[axis]);
            i /= side;
        }
        return value.numbers[index];
    }

    /// Of channels, which is all that these tests join.
    void compute(const Concatenation&)
    {
        m_out.numbers.clear();
        for (const ReferenceValue* value : m_inputs)
            m_out.numbers.insert(m_out.numbers.end(), value->numbers.begin(), value->numbers.end());
    }

    /// Over channels.
    void compute(const Softmax& layer)
    {
        const auto channels = static_cast<std::size_t>(m_out.shape[0]);
        const std::size_t area = m_out.numbers.size() / channels;
        for (std::size_t place = 0; place < area; ++place) {
            double sum = 0;
            for (std::size_t c = 0; c < channels; ++c)
                sum += std::exp(in().numbers[c * area + place]);
            for (std::size_t c = 0; c < channels; ++c) {
                const double logarithm = in().numbers[c * area + place] - std::log(sum);
                m_out.numbers[c * area + place] = layer.logarithm ? logarithm : std::exp(logarithm);
            }
        }
    }

    void compute(const Reshape&) { m_out.numbers = in().numbers; }
    void compute(const Flatten&) { m_out.numbers = in().numbers; }
    void compute(const ZeroPadding& layer)
    {
        eachPlace([&](std::int64_t c, std::int64_t y, std::int64_t x) {
            return in().at(c, y - layer.padding[0], x - layer.padding[1], 0);
        });
    }

    std::vector<const ReferenceValue*> m_inputs;
    ReferenceValue m_out;
};

} // namespace pareidolia::test
