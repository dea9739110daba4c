// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/GraphPromises.h"

#include <cstdio>
#include <cstdlib>
#include <type_traits>

namespace pareidolia::fuzz {

namespace {

void check(const WeightTensor& tensor, bool mayBeEmpty = false)
{
    if (mayBeEmpty && tensor.shape.empty() && tensor.values.empty())
        return;
    std::size_t count = 1;
    for (const std::int64_t side : tensor.shape) {
        require(side >= 0, "sides are not negative");
        count *= static_cast<std::size_t>(side);
    }
    require(count == tensor.values.size(), "tensors have as many numbers as their shape says");
}

void check(const Window& window)
{
    for (std::size_t side = 0; side < 2; ++side)
        require(window.kernel[side] > 0 && window.stride[side] > 0 && window.dilation[side] > 0,
                "windows have a size");
    for (const std::int64_t padding : window.padding)
        require(padding >= 0, "padding is not negative");
}

template <typename Operation>
void check(const Operation& operation)
{
    if constexpr (std::is_same_v<Operation, Convolution>) {
        check(operation.weight);
        check(operation.bias, true);
        check(operation.window);
        require(operation.weight.shape.size() == 4 && operation.groups > 0 &&
                    operation.weight.shape[0] % operation.groups == 0,
                "convolutions have weights for their groups");
    } else if constexpr (std::is_same_v<Operation, Dense>) {
        check(operation.weight);
        check(operation.bias, true);
        require(operation.weight.shape.size() == 2, "dense layers have a matrix");
    } else if constexpr (std::is_same_v<Operation, Pooling>) {
        check(operation.window);
    } else if constexpr (std::is_same_v<Operation, ChannelAffine>) {
        check(operation.scale);
        check(operation.shift);
    } else if constexpr (std::is_same_v<Operation, ParametricRelu>) {
        check(operation.slopes);
    }
}

} // namespace

void require(bool kept, const char* promise)
{
    if (kept)
        return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

void holdToPromises(const NetworkGraph& graph)
{
    for (const std::int64_t side : graph.input)
        require(side > 0, "pictures have a size");
    for (std::size_t i = 0; i < graph.layers.size(); ++i) {
        require(!graph.layers[i].inputs.empty(), "layers take something");
        for (const std::size_t input : graph.layers[i].inputs)
            require(input <= i, "layers stand after what they take from");
        std::visit([](const auto& operation) { check(operation); }, graph.layers[i].operation);
    }
    require(graph.output <= graph.layers.size(), "the answer is there");
}

} // namespace pareidolia::fuzz
