// SPDX-License-Identifier: GPL-3.0-or-later
// A network small enough to be computed by hand: convolution 3 × 3, ReLU, mean over the plane,
// fully connected.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/importing/OnnxWriter.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace pareidolia::test {

class SmallNetwork
{
public:
    static constexpr int channels = 3, side = 8, filters = 4, classes = 5;

    SmallNetwork()
    {
        std::mt19937 generator(7);
        const auto noise = [&](std::size_t count) {
            std::uniform_real_distribution<float> any(-0.5f, 0.5f);
            std::vector<float> numbers(count);
            for (float& number : numbers)
                number = any(generator);
            return numbers;
        };
        m_kernels = noise(filters * channels * 9);
        m_weights = noise(classes * filters);
        m_bias = noise(classes);
    }

    /// The normal form; with a softmax at its end if `probabilities`.
    std::string onnx(bool probabilities = false) const
    {
        using Whole = std::vector<std::int64_t>;
        OnnxWriter writer("small");
        const auto pictures = writer.setInput(Whole{channels, side, side});
        const auto kernels =
            writer.addConstant("kernels", Whole{filters, channels, 3, 3}, m_kernels);
        const auto maps =
            writer.addNode("conv", "Conv", {pictures, kernels}, {{"pads", Whole{1, 1, 1, 1}}});
        const auto means =
            writer.addNode("mean", "GlobalAveragePool", {writer.addNode("relu", "Relu", {maps})});
        const auto weights = writer.addConstant("weights", Whole{classes, filters}, m_weights);
        const auto bias = writer.addConstant("bias", Whole{classes}, m_bias);
        auto answer = writer.addNode("dense", "Gemm",
                                     {writer.addNode("flat", "Flatten", {means}), weights, bias},
                                     {{"transB", std::int64_t{1}}});
        if (probabilities)
            answer = writer.addNode("softmax", "Softmax", {answer}, {{"axis", std::int64_t{1}}});
        writer.setOutput(answer, Whole{classes});
        return writer.finish();
    }

    /// Logits for one picture: `input` is channels × side × side, normalised.
    std::vector<double> logits(std::span<const float> input) const
    {
        std::vector<double> means(filters);
        for (int f = 0; f < filters; ++f)
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x)
                    means[static_cast<std::size_t>(f)] +=
                        std::max(0.0, convolved(input, f, y, x)) / (side * side);
        std::vector<double> logits(m_bias.begin(), m_bias.end());
        for (std::size_t c = 0; c < classes; ++c)
            for (std::size_t f = 0; f < filters; ++f)
                logits[c] += m_weights[c * filters + f] * means[f];
        return logits;
    }

    static ModelInfo info(int microBatch = 4)
    {
        ModelInfo info;
        info.name = "small";
        info.runner = Runner::Onnx;
        for (int i = 0; i < classes; ++i)
            info.labels.push_back("class " + std::to_string(i));
        info.input = {side, side, channels};
        info.normalisation = {{120, 110, 100}, {0.02f, 0.03f, 0.04f}};
        info.plan.microBatch = microBatch;
        return info;
    }

private:
    double convolved(std::span<const float> input, int filter, int y, int x) const
    {
        double sum = 0;
        for (int c = 0; c < channels; ++c)
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) {
                    const int yy = y + dy, xx = x + dx;
                    if (yy < 0 || xx < 0 || yy >= side || xx >= side)
                        continue;
                    const int weight = ((filter * channels + c) * 3 + dy + 1) * 3 + dx + 1;
                    const int pixel = (c * side + yy) * side + xx;
                    sum += static_cast<double>(m_kernels[static_cast<std::size_t>(weight)]) *
                           input[static_cast<std::size_t>(pixel)];
                }
        return sum;
    }

    std::vector<float> m_kernels, m_weights, m_bias;
};

} // namespace pareidolia::test
