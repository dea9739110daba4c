// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/LeNet.h"

#include "core/random/Stream.h"

#include <cmath>
#include <functional>
#include <numeric>

namespace pareidolia {

namespace {

ScriptTensor xavier(std::string name, std::vector<std::int64_t> shape, Stream stream)
{
    const std::int64_t all =
        std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    const double bound = std::sqrt(3.0 / static_cast<double>(all / shape.front()));
    std::vector<float> values(static_cast<std::size_t>(all));
    for (float& value : values)
        value = static_cast<float>((2 * stream.uniform() - 1) * bound);
    return {std::move(name), std::move(shape), std::move(values)};
}

constexpr const char* convolution = "def forward(self, x):\n"
                                    "    return torch.conv2d(x, self.weight, self.bias)\n";
constexpr const char* fullyConnected = "def forward(self, x):\n"
                                       "    return torch.linear(x, self.weight, self.bias)\n";
constexpr const char* whole = "def forward(self, x):\n"
                              "    x = torch.max_pool2d(self.conv1.forward(x), [2, 2], [2, 2])\n"
                              "    x = torch.max_pool2d(self.conv2.forward(x), [2, 2], [2, 2])\n"
                              "    x = torch.relu(self.fc1.forward(torch.flatten(x, 1)))\n"
                              "    return self.fc2.forward(x)\n";

} // namespace

std::vector<ScriptTensor> leNetStart(std::size_t classes, std::uint64_t seed)
{
    const auto outputs = static_cast<std::int64_t>(classes);
    const std::vector<std::pair<std::string, std::vector<std::int64_t>>> layers{
        {"conv1", {20, 1, 5, 5}},
        {"conv2", {50, 20, 5, 5}},
        {"fc1", {500, 800}},
        {"fc2", {outputs, 500}}};
    std::vector<ScriptTensor> tensors;
    for (std::uint32_t layer = 0; layer < layers.size(); ++layer) {
        const auto& [name, shape] = layers[layer];
        tensors.push_back(
            xavier(name + ".weight", shape, Stream(seed, 0, layer, Purpose::NetworkWeights)));
        const auto neurons = static_cast<std::size_t>(shape.front());
        tensors.push_back({name + ".bias", {shape.front()}, std::vector<float>(neurons)});
    }
    return tensors;
}

std::vector<ScriptMethods> leNetMethods()
{
    return {{"conv1", convolution},
            {"conv2", convolution},
            {"fc1", fullyConnected},
            {"fc2", fullyConnected},
            {"", whole}};
}

} // namespace pareidolia
