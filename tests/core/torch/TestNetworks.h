// SPDX-License-Identifier: GPL-3.0-or-later
// Small networks that tests write, load and compare with arithmetic of their own.
#pragma once

#include "core/classifier/ModelInfo.h"
#include "core/random/Stream.h"
#include "core/torch/LeNet.h"
#include "core/torch/ScriptWriter.h"

#include <string>
#include <vector>

namespace pareidolia::test {

inline std::vector<std::string> numberedLabels(std::size_t count)
{
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i)
        labels.push_back("class " + std::to_string(i));
    return labels;
}

inline ModelInfo infoFor(ImageShape input, std::size_t classes)
{
    ModelInfo info;
    info.name = "test";
    info.labels = numberedLabels(classes);
    info.input = input;
    const auto channels = static_cast<std::size_t>(input.channels);
    info.normalisation = {std::vector<float>(channels, 0.0f),
                          std::vector<float>(channels, 1.0f / 256)};
    return info;
}

inline ModelInfo leNetInfo()
{
    return infoFor({leNetSide, leNetSide, 1}, 10);
}

/// An untrained LeNet.
inline ScriptProgram leNetProgram(std::uint64_t seed = 1)
{
    return {"LeNet", leNetStart(10, seed), leNetMethods(), {}};
}

inline ScriptTensor randomTensor(std::string name, std::vector<std::int64_t> shape, double size,
                                 std::uint32_t number)
{
    std::size_t count = 1;
    for (const std::int64_t side : shape)
        count *= static_cast<std::size_t>(side);
    Stream stream(7, 0, number, Purpose::NetworkWeights);
    std::vector<float> values(count);
    for (float& value : values)
        value = static_cast<float>(size * stream.normal());
    return {std::move(name), std::move(shape), std::move(values)};
}

/// A program of one method and no weights.
inline ScriptProgram programOf(const std::string& source)
{
    return {"Network", {}, {{"", source}}, {}};
}

} // namespace pareidolia::test
