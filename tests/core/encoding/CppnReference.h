// SPDX-License-Identifier: GPL-3.0-or-later
// What the vectorised renderer must compute, in plain loops: one pixel after another, one float at
// a time, straight from the graph.
#pragma once

#include "core/encoding/CppnConstants.h"
#include "core/encoding/CppnGraph.h"
#include "core/encoding/VariationSettings.h"
#include "core/image/Image.h"
#include "tests/core/encoding/Colour.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace pareidolia::test {

inline float referenceSine(float given)
{
    using namespace cppn;
    const float z = std::abs(given) < sineLimit ? given : 0.0f;
    const float shifted = z * inversePi + roundingShift;
    const float n = shifted - roundingShift;
    const float r = ((z - n * pi1) - n * pi2) - n * pi3;
    const float square = r * r;
    const float p = ((square * sine9 + sine7) * square + sine5) * square + sine3;
    const float sine = p * square * r + r;
    return (std::bit_cast<std::uint32_t>(shifted) & 1) != 0 ? -sine : sine;
}

inline float referenceDecay(float a)
{
    using namespace cppn;
    if (!(a < exponentLimit))
        return 0.0f;
    const float shifted = -a * inverseLn2 + roundingShift;
    const float k = shifted - roundingShift;
    const float r = (-a - k * ln2High) - k * ln2Low;
    const float p = ((r * exponent5 + exponent4) * r + exponent3) * r + exponent2;
    return std::ldexp(p * (r * r) + (r + 1.0f), static_cast<int>(k));
}

inline float referenceFunction(NodeFunction function, float z)
{
    switch (function) {
    case NodeFunction::Sine:
        return referenceSine(z);
    case NodeFunction::Sigmoid: {
        const float e = referenceDecay(std::abs(z));
        const float size = (1.0f - e) / (1.0f + e);
        return z < 0.0f ? -size : size;
    }
    case NodeFunction::Gaussian:
        return referenceDecay(z * z);
    case NodeFunction::Linear:
        break;
    }
    const float cut = z < cppn::linearLimit ? z : cppn::linearLimit;
    return (cut > -cppn::linearLimit ? cut : -cppn::linearLimit) * cppn::linearSlope;
}

/// x, y, distance and bias of one pixel.
inline std::array<float, cppnInputs> referenceInputs(int column, int row, ImageShape target,
                                                     ImageShape scored, CoordinateSystem system)
{
    const auto unit = [](int i, int n) {
        return n == 1 ? 0.0f : static_cast<float>(2.0 * i / (n - 1.0) - 1.0);
    };
    const auto pixel = [](int i, int n, int of) {
        return n == 1 ? 0.0f : static_cast<float>(double(i) * (of - 1) / (n - 1.0));
    };
    const float x = unit(column, target.width), y = unit(row, target.height);
    const float radius = std::sqrt(x * x + y * y);
    if (system == CoordinateSystem::Normalised)
        return {x, y, radius * cppn::squareRootOf2 - 1.0f, 1.0f};
    return {pixel(column, target.width, scored.width), pixel(row, target.height, scored.height),
            radius, 1.0f};
}

/// The nodes' values; those of the inputs are given.
inline void referenceNodes(const CppnGraph& graph, const std::vector<std::uint32_t>& order,
                           std::vector<float>& values)
{
    for (const std::uint32_t node : order) {
        if (graph.kind(node) == NodeKind::Input)
            continue;
        float z = 0;
        for (const CppnConnection& c : graph.connections)
            if (c.to == node && c.from == InputBias)
                z = c.weight;
        for (const CppnConnection& c : graph.connections)
            if (c.to == node && c.from != InputBias)
                z += c.weight * values[c.from];
        values[node] = referenceFunction(graph.nodes[node].function, z);
    }
}

inline Image referencePicture(const CppnGraph& graph, ImageShape target, ImageShape scored,
                              CoordinateSystem system)
{
    const auto order = topologicalOrder(graph);
    std::vector<float> values(graph.size());
    target.channels = static_cast<int>(graph.outputs);
    Image image(target);
    auto* pixel = image.pixels.data();
    for (int row = 0; row < target.height; ++row)
        for (int column = 0; column < target.width; ++column) {
            const auto inputs = referenceInputs(column, row, target, scored, system);
            std::copy(inputs.begin(), inputs.end(), values.begin());
            referenceNodes(graph, order, values);
            const auto output = [&](std::uint32_t i) {
                return std::min(std::abs(values[cppnInputs + i]), 1.0f);
            };
            if (graph.outputs == 1) {
                *pixel++ = quantised(output(0));
                continue;
            }
            for (const float channel : rgbFromHsv(output(0), output(1), output(2)))
                *pixel++ = quantised(channel);
        }
    return image;
}

} // namespace pareidolia::test
